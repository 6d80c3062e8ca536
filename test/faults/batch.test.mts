// A batch of items that goes on after errors: what one refusal means for the others.
import { Engine, type SwiftiaNode } from '../engine/engine.mts';
import { endsInTime } from './cell.mts';
import { connectionFaults } from './faults/connection.mts';
import { refusalFaults, statusFaults } from './faults/statuses.mts';
import { type Fault, type Nature, type Times, natureOf } from './fault.mts';
import { keyProblems } from './key.mts';
import { prepare } from './matrix.mts';
import type { Hit } from './operations.mts';
import { CellServer } from './server.mts';

const ITEMS = Array.from({ length: 30 }, (_, index) => ({
	videoId: `video-i${String(index).padStart(3, '0')}0`,
	jobId: `job-${index}`,
	shortId: 1,
}));
/** Requests that may be under way together. */
const IN_FLIGHT = 5;

const paid = (of: 'job' | 'render'): Hit => ({
	name: `paid POST of ${of}`,
	kind: 'paid',
	of,
	method: 'POST',
	path: of === 'job' ? /^\/api\/jobs$/ : /^\/api\/render$/,
	after: 0,
	paidBefore: 0,
});

const BATCHES: Array<{ name: string; hit: Hit; node: SwiftiaNode }> = [
	{
		name: 'Job: Create, 30 items',
		hit: paid('job'),
		node: {
			onError: 'continueRegularOutput',
			parameters: {
				resource: 'job',
				operation: 'create',
				video: { __rl: true, mode: 'id', value: '={{ $json.videoId }}' },
				completionWebhook: 'none',
			},
		},
	},
	{
		name: 'Render: Create, 30 items',
		hit: paid('render'),
		node: {
			onError: 'continueRegularOutput',
			parameters: { resource: 'render', operation: 'create', waitForCompletion: false },
		},
	},
];

/** What has to come of all items. */
interface Expected {
	errors: [number, number];
	sent: [number, number];
	/** Items that were not sent because of an earlier refusal. */
	notSent: [number, number];
}

function expectedOf(nature: Nature, times: Times): Expected {
	const all = ITEMS.length;
	const none: [number, number] = [0, 0];
	switch (nature.kind) {
		case 'rateLimited':
			return { errors: none, sent: [all + 1, all + 1], notSent: none };
		case 'refused':
			if (nature.account) {
				const least = all - IN_FLIGHT - 1;
				// Without a key that is accepted nothing is even read, and that says why as well.
				const isKey = nature.says.test('did not accept the API key');
				return {
					errors: [least, all],
					sent: [1, IN_FLIGHT + 1],
					notSent: [isKey ? 0 : least, all - 1],
				};
			}
	}
	const errors = times === 'once' ? 1 : all;
	return { errors: [errors, errors], sent: [all, all], notSent: none };
}

let cells = 0;

async function checkBatch(
	{ hit, node }: (typeof BATCHES)[number],
	fault: Fault,
	times: Times,
): Promise<void> {
	const executionId = `cell${++cells}`;
	const key = `sw_live_${executionId}_4f1c`;
	const server = await CellServer.start({ key, open: { job: 0, render: 0 }, fault, hit, times });
	try {
		const engine = await Engine.create([node], {
			credential: { apiKey: key, baseUrl: server.apiUrl },
			executionId,
		});
		if (!(await endsInTime(engine.execute(ITEMS)))) throw new Error('It did not end');
		const expected = expectedOf(natureOf(fault, hit), times);
		const problems = [...problemsOf(engine, server, expected), ...keyProblems(engine, server, key)];
		if (problems.length > 0) throw new Error(problems.join('\n'));
	} finally {
		server.close();
	}
}

function problemsOf(engine: Engine, server: CellServer, expected: Expected): string[] {
	const items = engine.json();
	const errors = items.filter(({ error }) => error !== undefined);
	const notSent = errors.filter(({ error }) =>
		/was not sent, because Swiftia had refused/.test(String(error)),
	);
	const bodies = server.backend.started.map(({ body }) => JSON.stringify(body));
	const isIn = (what: string, count: number, [least, most]: [number, number]) =>
		count >= least && count <= most ? '' : `${count} ${what} instead of ${least} to ${most}`;
	return [
		engine.error ? `it ended with "${engine.error.message}"` : '',
		isIn('items', items.length, [ITEMS.length, ITEMS.length]),
		isIn('errors', errors.length, expected.errors),
		isIn('paid requests', server.paidBodies.length, expected.sent),
		isIn('items not sent', notSent.length, expected.notSent),
		new Set(bodies).size === bodies.length ? '' : 'the same was paid for twice',
		items.every(({ error }, index) => error === undefined || String(error).endsWith(`[item ${index}]`))
			? ''
			: 'an error does not name its own item',
		errors.every(({ videoId, jobId }) =>
			ITEMS.some((item) => item.videoId === videoId && item.jobId === jobId),
		)
			? ''
			: 'an item lost its fields',
	].filter(Boolean);
}

const ready = prepare();
const faults = [
	...refusalFaults,
	...statusFaults.filter(({ name }) => /with a message$/.test(name)),
	...connectionFaults.filter(({ act }) => act),
];
for (const batch of BATCHES) {
	for (const fault of faults) {
		for (const times of ['once', 'always'] as const) {
			if (times === 'always' && natureOf(fault, batch.hit).kind === 'rateLimited') continue;
			it.concurrent(`${batch.name} > ${batch.hit.name} > ${fault.name} > ${times}`, async () => {
				await ready;
				await checkBatch(batch, fault, times);
			});
		}
	}
}
