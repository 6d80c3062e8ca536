// Items with keys of their own, as agencies have them: what goes wrong for one customer concerns no other, and no key goes elsewhere.
// And the same operations as the tool of an AI agent, whose model may get nothing of what came in.
import { Engine, type SwiftiaNode } from '../engine/engine.mts';
import { endsInTime } from './cell.mts';
import { connectionFaults } from './faults/connection.mts';
import { refusalFaults } from './faults/statuses.mts';
import type { Fault } from './fault.mts';
import { keyProblems } from './key.mts';
import { prepare } from './matrix.mts';
import { OPERATIONS, type Operation } from './operations.mts';
import { CellServer } from './server.mts';

const HEALTHY: Fault = { name: 'none', nature: { kind: 'harmless' } };
const FAULTS = [HEALTHY, ...refusalFaults, ...connectionFaults.filter(({ act }) => act)];
const BY_ITEM = { apiKey: '={{ $json.key }}', baseUrl: '={{ $json.url }}' };
const operations = OPERATIONS.filter(({ tries }) => tries === 1);

let cells = 0;

const nodeOf = ({ parameters, node, waits }: Operation, more: Partial<SwiftiaNode>): SwiftiaNode => ({
	...node,
	onError: 'continueRegularOutput',
	parameters: { ...parameters, waitMethod: 'polling', ...(waits && { maxWaitMinutes: 1 }) },
	...more,
});

async function checkAccounts(operation: Operation, fault: Fault): Promise<void> {
	const executionId = `cell${++cells}`;
	const [hit] = operation.hits;
	const keys = ['a', 'b'].map((customer) => `sw_live_${executionId}_${customer}`);
	const start = async (key: string, own: Fault) =>
		await CellServer.start({ key, open: operation.open, fault: own, hit: hit!, times: 'always' });
	const servers = [await start(keys[0]!, fault), await start(keys[1]!, HEALTHY)];
	try {
		const engine = await Engine.create([nodeOf(operation, {})], { credential: BY_ITEM, executionId });
		// The keys stand in the items: only what the node adds may not have them.
		const items = servers.map(({ apiUrl }, customer) => ({
			...operation.item,
			key: keys[customer],
			url: apiUrl,
		}));
		if (!(await endsInTime(engine.execute(items)))) throw new Error('It did not end');
		const [, second] = servers;
		const ofSecond = engine.output().filter(({ pairedItem }) => (pairedItem as { item: number }).item === 1);
		expect(ofSecond.map(({ json }) => json.error)).toEqual(Array(operation.outputs).fill(undefined));
		expect(second!.paidBodies).toHaveLength(operation.paid);
		expect(
			engine
				.json()
				.map(({ error }) => String(error ?? ''))
				.join(),
		).not.toContain('sw_live');
		expect(servers.map(({ filesWithKey }) => filesWithKey)).toEqual([0, 0]);
	} finally {
		servers.forEach((server) => server.close());
	}
}

async function checkTool(operation: Operation, fault: Fault): Promise<void> {
	const executionId = `cell${++cells}`;
	const key = `sw_live_${executionId}_4f1c`;
	const [hit] = operation.hits;
	const server = await CellServer.start({ key, open: operation.open, fault, hit: hit!, times: 'always' });
	try {
		const tool = nodeOf(operation, { type: 'n8n-nodes-swiftia.swiftiaTool' });
		const engine = await Engine.create([tool], {
			credential: { apiKey: key, baseUrl: server.apiUrl },
			executionId,
		});
		const incoming = { headers: { authorization: 'Bearer of-the-call' }, body: { email: 'ann@example.com' } };
		if (!(await endsInTime(engine.execute([{ ...incoming, ...operation.item }]))))
			throw new Error('It did not end');
		const told = JSON.stringify(engine.output()) + (engine.error?.message ?? '');
		expect(told).not.toMatch(/of-the-call|example\.com|headers/);
		expect(keyProblems(engine, server, key)).toEqual([]);
		for (const { json } of engine.output()) if ('error' in json) expect(Object.keys(json)).toEqual(['error']);
	} finally {
		server.close();
	}
}

const ready = prepare();
for (const operation of operations) {
	for (const fault of FAULTS) {
		if (operation.item === undefined)
			it.concurrent(`${operation.name} > two customers > ${fault.name}`, async () => {
				await ready;
				await checkAccounts(operation, fault);
			});
		it.concurrent(`${operation.name} > tool > ${fault.name}`, async () => {
			await ready;
			await checkTool(operation, fault);
		});
	}
}
