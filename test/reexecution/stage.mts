import { strict as assert } from 'node:assert';
import axios from 'axios';
import { until } from '../../realN8n/lib/until.mts';
import type { N8nRelease } from '../../realN8n/install.mts';
import type { RunningN8n, Session } from '../../realN8n/session.mts';
import type { StoredWorkflow } from '../../realN8n/workflow.mts';
import type { World } from '../n8n/world.mts';
import type { ParkingNode } from './parkingNode.mts';

/** An n8n with a node that parks. */
export class Stage<S extends RunningN8n = Session> {
	constructor(
		readonly release: N8nRelease,
		readonly world: World<S>,
		readonly parking: ParkingNode,
	) {}

	get client() {
		return this.world.session.client;
	}

	/** Whether it is an n8n 1.x, which does some things in a way of its own. */
	get isFirstLine(): boolean {
		return isFirstLine(this.release);
	}

	/** The newest execution of a workflow that was started by something else, once it is there. */
	async executionOf({ id }: StoredWorkflow): Promise<string> {
		return await until('the execution of another workflow', async () => {
			const [newest] = await this.client.executions(id);
			return newest && String(newest.id);
		});
	}

	/** Calls the address of an execution; gives the status of the answer. */
	async call(id: string): Promise<number> {
		return await statusOf(await this.parking.address(id));
	}

	/** Ends what an execution waits for; it must come to a good end. */
	async finishWell(id: string) {
		const execution = await this.parking.finish(id);
		assert.deepEqual([execution.status, execution.failure], ['success', undefined]);
		return execution;
	}
}

/** Calls an address; gives the status of the answer. */
export async function statusOf(address: string): Promise<number> {
	return (await axios.post(address, {}, { proxy: false, validateStatus: null })).status;
}

/** Whether it is an n8n 1.x. */
export function isFirstLine({ version }: N8nRelease): boolean {
	return version.startsWith('1.');
}

/** Tests on a stage of this release that is open when they run. */
export type Suite = (stage: () => Stage, release: N8nRelease) => void;
