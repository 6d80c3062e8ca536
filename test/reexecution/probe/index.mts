import axios from 'axios';
import { until } from '../../../realN8n/lib/until.mts';
import { node } from '../../../realN8n/nodes.mts';
import type { RunningN8n } from '../../../realN8n/session.mts';
import type { End, ParkingNode } from '../parkingNode.mts';

/** What an n8n must be told so that it has the probe. */
export const WITH_PROBE = { N8N_CUSTOM_EXTENSIONS: import.meta.dirname };

/** What the probe can come to. */
export const ENDS_OF_PROBE: End[] = ['items', 'nothing', 'throw', 'throwOnce', 'errorItem', 'hint', 'binary'];

/** A node that does nothing but park, twice: each call of the execution's address is one more look at nothing. */
export function probe({ client }: RunningN8n): ParkingNode {
	async function address(id: string): Promise<string> {
		const execution = await client.execution(id);
		return String(execution.items(execution.lastNode!)[0]!.json.resumeUrl);
	}
	/** Calls it, and gives it when something has come of that. */
	async function wake(id: string, waitTill: unknown): Promise<void> {
		const { status } = await axios.post(await address(id), {}, { proxy: false, validateStatus: null });
		if (status !== 200) throw new Error(`The address of execution ${id} answered ${status}`);
		const isElsewhere = async () => (await client.execution(id)).summary.waitTill !== waitTill;
		await until(`execution ${id} goes on`, isElsewhere, { everyMs: 50 });
	}
	return {
		address,
		before: () => [],
		node: (name, parks = {}) => node(name, 'CUSTOM.parking', 1, { ...parks }),
		async finish(id) {
			const settled = async () => {
				const execution = await client.execution(id);
				return !['new', 'running', 'unknown'].includes(execution.status) && execution;
			};
			for (;;) {
				const execution = await until(`execution ${id} parks or ends`, settled, { everyMs: 50 });
				if (execution.status !== 'waiting') return execution;
				await wake(id, execution.summary.waitTill);
			}
		},
	};
}
