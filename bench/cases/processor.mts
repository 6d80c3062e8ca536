import { type Bench, type Row, simulatorFor } from '../bench.mts';
import type { Inspector } from '../inspector.mts';
import { measure } from '../measure.mts';
import { median } from '../statistics.mts';
import { chain, type WorkflowNode } from '../../realN8n/workflow.mts';
import { TRIGGER, node, videos } from '../../realN8n/nodes.mts';
import { videoIds } from '../videoIds.mts';

/** What reading many jobs costs n8n in processor time: Job: Get against the HTTP Request node. */
export async function processor(bench: Bench, inspector: Inspector): Promise<Row[]> {
	const items = 200;
	const rounds = bench.quick ? 1 : 7;
	const { simulator, credential } = await simulatorFor(bench, { jobSeconds: 0 });
	await fetch(`${simulator.apiUrl}/jobs`, {
		method: 'POST',
		headers: { authorization: `Bearer ${simulator.key}`, 'content-type': 'application/json' },
		body: JSON.stringify({ functionName: 'VideoShorts', youtubeVideoId: 'x' }),
	});
	const jobId = simulator.jobs[0]!.id;
	const credentials = { swiftiaApi: credential };
	const http: WorkflowNode = {
		...node('Get', 'n8n-nodes-base.httpRequest', 4.2, {
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'swiftiaApi',
			url: `${simulator.apiUrl}/jobs/${jobId}`,
			options: {},
		}),
		credentials,
	};
	const ours: WorkflowNode = {
		...node('Get', 'n8n-nodes-swiftia.swiftia', 1, { resource: 'job', operation: 'get', jobId }),
		credentials,
	};
	const stored = async (get: WorkflowNode) => {
		const nodes = [...videos(...videoIds(items)), get];
		const connections = chain(TRIGGER, 'Videos', 'Each video', 'Get');
		return await bench.session.client.createWorkflow({ name: get.type, nodes, connections });
	};
	const [mine, theirs] = [await stored(ours), await stored(http)];
	const cost = async (workflow: typeof mine) => {
		const before = await inspector.cpu();
		await measure(bench, workflow);
		return ((await inspector.cpu()) - before) / items;
	};
	for (const workflow of [mine, theirs]) await cost(workflow);
	const [own, other]: [number[], number[]] = [[], []];
	for (let round = 0; round < rounds; round++) {
		own.push(await cost(mine));
		other.push(await cost(theirs));
	}
	const ratio = median(own) / median(other);
	return [
		{
			case: `${items} items through Job: Get, no rate limit, median of ${rounds}`,
			figure: "processor time per item / the HTTP Request node's",
			target: '<= 1.10',
			measured: `${ratio.toFixed(2)} (${median(own).toFixed(2)} ms / ${median(other).toFixed(2)} ms)`,
			met: ratio <= 1.1,
		},
	];
}
