import { setTimeout as sleep } from 'node:timers/promises';
import { type Bench, type Row, simulatorFor } from '../bench.mts';
import type { Inspector } from '../inspector.mts';
import { measure } from '../measure.mts';
import { median } from '../statistics.mts';
import { chain, type WorkflowNode } from '../../realN8n/workflow.mts';
import { TRIGGER, node, videos } from '../../realN8n/nodes.mts';
import { videoIds } from '../videoIds.mts';

const MIB = 1024 * 1024;

interface Run {
	/** Bytes of resident memory that came on top at the peak. */
	added: number;
	seconds: number;
}

/** What a big MP4 costs n8n in memory and time, in file storage: Render: Download against the HTTP Request node. */
export async function bigDownload(bench: Bench, inspector: Inspector): Promise<Row[]> {
	const fileBytes = bench.quick ? 64 * MIB : 1024 * MIB;
	const pairs = bench.quick ? 1 : 5;
	const { simulator, credential } = await simulatorFor(bench, { jobSeconds: 0, renderSeconds: 0, fileBytes });
	const post = async (path: string, body: object) =>
		await fetch(simulator.apiUrl + path, {
			method: 'POST',
			headers: { authorization: `Bearer ${simulator.key}`, 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
	await post('/jobs', { functionName: 'VideoShorts', youtubeVideoId: 'x' });
	await sleep(50);
	await post('/render', { id: simulator.jobs[0]!.id, target: 1 });
	const { id, url } = simulator.renders[0]!;

	const http = node('Download', 'n8n-nodes-base.httpRequest', 4.2, {
		url,
		options: { response: { response: { responseFormat: 'file' } } },
	});
	const ours: WorkflowNode = {
		...node('Download', 'n8n-nodes-swiftia.swiftia', 1, {
			resource: 'render',
			operation: 'download',
			renderId: id,
		}),
		credentials: { swiftiaApi: credential },
	};
	const run = async (get: WorkflowNode): Promise<Run> => {
		const nodes = [...videos(...videoIds(1)), get];
		const connections = chain(TRIGGER, 'Videos', 'Each video', 'Download');
		const workflow = await bench.session.client.createWorkflow({ name: get.type, nodes, connections });
		const idle = await inspector.resident();
		let peak = idle;
		let running = true;
		const sampling = (async () => {
			while (running) {
				peak = Math.max(peak, await inspector.resident());
				await sleep(100);
			}
		})();
		const { seconds } = await measure({ ...bench, timeScale: 1 }, workflow);
		running = false;
		await sampling;
		return { added: peak - idle, seconds };
	};
	for (const get of [ours, http]) await run(get);
	const [own, other]: [Run[], Run[]] = [[], []];
	for (let pair = 0; pair < pairs; pair++) {
		bench.progress(`download, pair ${pair + 1} of ${pairs}`);
		const first = pair % 2 === 0;
		if (first) own.push(await run(ours));
		other.push(await run(http));
		if (!first) own.push(await run(ours));
	}
	const added = Math.max(...own.map((one) => one.added)) / MIB;
	const ratio = median(own.map((one) => one.seconds)) / median(other.map((one) => one.seconds));
	const row = {
		case: `download of ${fileBytes / MIB} MiB, file storage, ${pairs} alternating pairs after a warm-up`,
	};
	return [
		{
			...row,
			figure: 'peak resident memory added, most of all runs',
			target: '<= 64 MiB',
			measured: `${added.toFixed(0)} MiB (HTTP Request node: ${(Math.max(...other.map((one) => one.added)) / MIB).toFixed(0)} MiB)`,
			met: added <= 64,
		},
		{
			...row,
			figure: "time / the HTTP Request node's, medians",
			target: '<= 1.10',
			measured: `${ratio.toFixed(2)} (${median(own.map((one) => one.seconds)).toFixed(1)} s)`,
			met: ratio <= 1.1,
		},
	];
}
