// Render: Create at its default, for items that are the job and items that are not: what is missing does not mean everything.
import { Engine, type SwiftiaNode } from '../engine/engine.mts';
import { completedJob, SHORTS } from './backend.mts';
import { endsInTime } from './cell.mts';
import type { Fault } from './fault.mts';
import { keyProblems } from './key.mts';
import { prepare } from './matrix.mts';
import { OPERATIONS } from './operations.mts';
import { CellServer } from './server.mts';

const HEALTHY: Fault = { name: 'none', nature: { kind: 'harmless' } };
const JOB = 'job-1';
/** As this package puts a completed job out; written down from the README's list of fields. */
const RECORD = {
	jobId: JOB,
	status: 'COMPLETED',
	title: 'A long video',
	videoId: null,
	videoUrl: null,
	progress: 100,
	cost: 0.93,
	createdAt: '2024-12-06T10:00:00Z',
	shortsCount: 3,
	shorts: SHORTS.map(({ id, content, ...short }) => ({
		jobId: JOB,
		shortId: String(id),
		title: content,
		...short,
	})),
	failureReason: null,
	failureCode: null,
};
const [SHORT] = RECORD.shorts;

const JOBS: Record<string, object> = {
	record: RECORD,
	'record before the end': { ...RECORD, status: 'PROCESSING', progress: 30, shortsCount: 0, shorts: [] },
	'record after a wait': { ...RECORD, timedOut: false },
	'record with other fields': {
		...RECORD,
		row_number: 3,
		'My notes': 'x',
		links: ['a'],
		owner: { name: 'Ann' },
	},
	'record with a query': { ...RECORD, query: { row: '3' } },
	'record without its shorts': { ...RECORD, shorts: undefined },
	'job ID and status': { jobId: JOB, status: 'COMPLETED' },
	'job ID and count': { jobId: JOB, shortsCount: 3 },
	'body of the API': completedJob(JOB),
	'body of an older API': { ...completedJob(JOB), id: undefined, jobId: JOB },
};

const OTHERS: Record<string, object> = {
	nothing: {},
	'null for a job': { jobId: null },
	'job ID alone': { jobId: JOB },
	'job ID and title': { jobId: JOB, title: 'The best answer' },
	'text of a model': { text: 'I would take the second short.' },
	'short within': { short: { shortId: '1' } },
	'short within the record': { ...RECORD, short: SHORT },
	'short in place of the shorts': { ...RECORD, shorts: SHORT },
	'picked shorts within the record': { ...RECORD, picked: [SHORT] },
	'fewer shorts than counted': { ...RECORD, shorts: [SHORT] },
	'IDs in place of shorts': { ...RECORD, shorts: ['1', '2'] },
	'id of a short': { id: 1 },
	'id of a short and status': { jobId: JOB, status: 'COMPLETED', id: 1 },
	'body of a short': SHORTS[0]!,
	'body of a short with the job': { ...SHORTS[0]!, jobId: JOB, status: 'COMPLETED' },
	'short without its ID': { ...SHORT, shortId: undefined },
	'short in another spelling': { jobId: JOB, status: 'COMPLETED', short_id: 1 },
	'clip of a sheet': { jobId: JOB, status: 'COMPLETED', 'Clip ID': 1 },
	'render without its short': { jobId: JOB, status: 'COMPLETED', renderId: 'r', progress: 100 },
	'another job': { ...RECORD, jobId: 'job-2' },
	'empty short': { ...RECORD, shortId: '' },
	'null short': { ...RECORD, shortId: null },
	'list of shorts': { ...RECORD, shortId: ['1', '2'] },
	'error of an earlier node': { error: 'no reply' },
};

/** Records of which some shorts were taken out: only the job itself can tell. */
const CUT: Record<string, object> = {
	'one of the shorts with its count': { ...RECORD, shorts: [SHORT], shortsCount: 1 },
	'one of the shorts without a count': { ...RECORD, shorts: [SHORT], shortsCount: undefined },
	'count of some': { jobId: JOB, status: 'COMPLETED', shortsCount: 2 },
	'body with one of the shorts': { id: JOB, status: 'COMPLETED', data: { shorts: [SHORTS[0]] } },
};

/** Whether the node waits, goes on after errors, and works for an agent. */
const MODES: Record<string, Partial<SwiftiaNode> & { parameters: object }> = {
	'without waiting': { parameters: { waitForCompletion: false } },
	waiting: { parameters: { waitForCompletion: true, waitMethod: 'polling', options: { pollInterval: 1 } } },
	'going on after errors': { parameters: { waitForCompletion: false }, onError: 'continueRegularOutput' },
	'with Max Shorts': { parameters: { waitForCompletion: false, options: { maxShorts: 50 } } },
};

let cells = 0;

async function paidFor(
	item: object,
	{ parameters, ...node }: (typeof MODES)[string],
	others: object[],
): Promise<number> {
	const executionId = `cell${++cells}`;
	const key = `sw_live_${executionId}_4f1c`;
	const [hit] = OPERATIONS[0]!.hits;
	const server = await CellServer.start({
		key,
		open: { job: 0, render: 0 },
		fault: HEALTHY,
		hit: hit!,
		times: 'once',
	});
	try {
		const render = { resource: 'render', operation: 'create', jobId: JOB, ...parameters };
		const engine = await Engine.create([{ ...node, parameters: render } as SwiftiaNode], {
			credential: { apiKey: key, baseUrl: server.apiUrl },
			executionId,
		});
		if (!(await endsInTime(engine.execute([item, ...others])))) throw new Error('It did not end');
		const wrong = keyProblems(engine, server, key);
		if (wrong.length > 0) throw new Error(wrong.join('\n'));
		if (server.paidBodies.length === 0) {
			const told = `${engine.error?.message ?? engine.json()[0]?.error} ${engine.error?.description ?? ''}`;
			expect(told).toMatch(/which shorts? to render/);
			if (Object.values(OTHERS).includes(item)) expect(server.requests).toEqual([]);
		}
		return server.paidBodies.length;
	} finally {
		server.close();
	}
}

const ready = prepare();
for (const [mode, node] of Object.entries(MODES)) {
	for (const [name, item] of Object.entries(JOBS)) {
		it.concurrent(`${name} > ${mode} > all shorts`, async () => {
			await ready;
			expect(await paidFor(item, node, [])).toBe(3);
			expect(await paidFor(item, node, [item, item])).toBe(3);
		});
	}
	for (const [name, item] of Object.entries({ ...OTHERS, ...CUT })) {
		it.concurrent(`${name} > ${mode} > nothing`, async () => {
			await ready;
			expect(await paidFor(item, node, [])).toBe(0);
			expect(await paidFor(item, node, [item, item])).toBe(0);
		});
	}
}
