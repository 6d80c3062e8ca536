import { pass, useFakeTime } from '../fakeTime.mts';
import { N8n } from '../n8nContext.mts';
import { SwiftiaError } from '../../../nodes/Swiftia/api/swiftiaError.js';
import { ticks } from '../../../nodes/Swiftia/time/clock.js';
import type { Track } from '../../../nodes/Swiftia/wait/looks/track.js';
import {
	type WaitKnowledge,
	WaitMemory,
	isKnownToHaveEnded,
	keptWait,
	noteCalls,
} from '../../../nodes/Swiftia/wait/waitMemory.js';
import { type Watched, watchedOf } from '../../../nodes/Swiftia/wait/watched.js';

useFakeTime();

type Record = { status: string; progress: number | null; text?: string };
let n8n: N8n;
beforeEach(() => (n8n = new N8n()));

const NOTHING = { recall: () => ({}) };
const watched = (id: string, record: Record): Watched<Record> => ({
	...watchedOf<Record>(
		{ account: 'a', subject: { kind: 'job', id }, since: ticks(), read: async () => ({ record }) },
		record,
		NOTHING,
	),
	readAt: ticks(),
});
const OPEN: Record = { status: 'PROCESSING', progress: 20 };
const ENDED: Record = { status: 'COMPLETED', progress: 100 };
const trackOf = (more: Partial<Track> = {}): Track => ({
	kind: 'job',
	since: ticks(),
	isQueued: false,
	lookedAt: ticks(),
	...more,
});

/** What is kept, as another process reads it from n8n's database. */
function keep(more: Partial<WaitKnowledge> = {}): void {
	const first = new WaitMemory(n8n.execution, 0);
	first.deadlineIn(10);
	first.keep({
		parkedAt: Date.now(),
		wakeAt: ticks() + 60_000,
		slots: Infinity,
		records: [],
		outcomes: new Map(),
		renders: new Map(),
		shared: 0,
		...more,
	});
	n8n.kept = JSON.parse(JSON.stringify(n8n.kept)) as N8n['kept'];
}
const memory = (runIndex = 0) => new WaitMemory(n8n.execution, runIndex);

describe('A wait', () => {
	it('is remembered in its execution and its run of the node, and in no other', () => {
		keep();
		expect(memory().hasParked).toBe(true);
		expect(memory(1).hasParked).toBe(false);
		n8n.executionId = 'retry';
		expect(memory().hasParked).toBe(false);
	});

	it('is forgotten when it is over', () => {
		keep();
		memory().forget();
		expect(memory().hasParked).toBe(false);
	});

	it('has the limit that was set when it began, however often it parks', async () => {
		keep();
		await pass(60_000);
		expect(memory().deadlineIn(99)).toBe(ticks() + 540_000);
		const { deadline } = keptWait(n8n.kept)!;
		const again = memory();
		again.deadlineIn(99);
		again.keep({
			parkedAt: Date.now(),
			wakeAt: ticks() + 60_000,
			slots: 4,
			records: [],
			outcomes: new Map(),
			renders: new Map(),
			shared: 0,
		});
		expect(keptWait(n8n.kept)).toMatchObject({ deadline, slots: 4 });
	});

	it('has as much time for a last look as n8n comes late, up to a minute', async () => {
		keep({ wakeAt: ticks() + 590_000 });
		await pass(620_000);
		expect(memory().deadlineIn(1)).toBe(ticks() + 30_000);
		await pass(6_000_000);
		expect(memory().deadlineIn(1)).toBe(ticks() + 60_000);
	});

	it('that ends with errors leaves its limit and what has ended to the next try, and no refusal', async () => {
		const watch = watched('j1', ENDED);
		keep({
			records: [{ watch, track: trackOf({ endedAt: ticks() }) }],
			outcomes: new Map([['0', { status: 'rejected', reason: new SwiftiaError('refused', 'no', '') }]]),
		});
		const { deadline } = keptWait(n8n.kept)!;
		await pass(60_000);
		const failing = memory();
		failing.deadlineIn(10);
		failing.keepForRetry();
		expect(memory().deadlineIn(99)).toBe(ticks() + deadline - Date.now());
		expect(memory().recall<Record>(watch.key).latest).toEqual({ record: ENDED });
		expect(memory().outcomeAt('0')).toBeUndefined();
	});

	it('that never waited leaves nothing to the next try', () => {
		memory().keepForRetry();
		expect(keptWait(n8n.kept)).toBeUndefined();
	});

	it('of a version that is not known is none', () => {
		n8n.kept.swiftiaWait = { version: 2 };
		expect(keptWait(n8n.kept)).toBeUndefined();
	});
});

describe('A record', () => {
	it('is known as it was, by the clock of this process', async () => {
		const file = { id: 'filesystem:1', data: 'filesystem', mimeType: 'video/mp4' };
		const watch = { ...watched('j1', ENDED), file };
		const point = { at: ticks(), progress: 10 };
		keep({
			records: [
				{ watch, track: trackOf({ first: point, last: point, endedAt: ticks(), queuedAt: ticks() }) },
			],
		});
		const at = ticks();
		await pass(5_000);
		const again = memory().recall<Record>(watch.key);
		expect(again).toMatchObject({ latest: { record: ENDED }, readAt: at, file });
		expect(again.track).toMatchObject({
			since: at,
			lookedAt: at,
			queuedAt: at,
			endedAt: at,
			first: { at, progress: 10 },
			last: { at, progress: 10 },
		});
		expect(memory().recall('job a other')).toEqual({});
	});

	it('that is too large is read again at once', () => {
		const watch = watched('j1', { ...ENDED, text: 'x'.repeat(120_000) });
		keep({ records: [{ watch, track: trackOf({ endedAt: ticks() }) }] });
		expect(JSON.stringify(n8n.kept).length).toBeLessThan(2_000);
		const again = memory().recall<Record>(watch.key);
		expect([again.latest, again.readAt, again.track?.endedAt, again.track?.isCalled]).toEqual([
			undefined,
			undefined,
			undefined,
			true,
		]);
	});

	it('is kept up to a bound of all together', () => {
		const records = Array.from({ length: 100 }, (_, number) => ({
			watch: watched(`j${number}`, { ...ENDED, text: 'x'.repeat(90_000) }),
			track: trackOf({ endedAt: ticks() }),
		}));
		keep({ records });
		expect(JSON.stringify(n8n.kept).length).toBeLessThan(1_100_000);
	});

	it('that cannot be watched any more has its reason', () => {
		const watch = { ...watched('j1', OPEN), failure: new SwiftiaError('refused', 'no', 'ask', true) };
		keep({ records: [{ watch, track: undefined }] });
		const { failure } = memory().recall(watch.key);
		expect(failure).toBeInstanceOf(SwiftiaError);
		expect(failure).toMatchObject({ kind: 'refused', message: 'no', hint: 'ask', concernsAccount: true });
	});

	it('that a call named is looked at at once, and one that had ended is not', () => {
		const [open, ended] = [watched('j1', OPEN), watched('j2', ENDED)];
		keep({
			records: [
				{ watch: open, track: trackOf() },
				{ watch: ended, track: trackOf({ endedAt: ticks() }) },
			],
		});
		const wait = keptWait(n8n.kept)!;
		['j1', 'j2', 'j1'].forEach((id) => noteCalls(wait, [id]));
		expect(wait.called).toEqual(['j1', 'j2']);
		expect(memory().recall(open.key).track?.isCalled).toBe(true);
		expect(memory().recall(ended.key).track?.isCalled).toBeUndefined();
		expect(['j1', 'j2', 'j3'].map((id) => isKnownToHaveEnded(wait, id))).toEqual([false, true, false]);
	});

	it('keeps its file where that is stored, and not where it is in memory', () => {
		const watch = { ...watched('j1', ENDED), file: { data: 'AAAA', mimeType: 'video/mp4' } };
		keep({ records: [{ watch, track: trackOf({ endedAt: ticks() }) }] });
		expect(memory().recall(watch.key).file).toBeUndefined();
	});
});

describe('A wake', () => {
	it('before its time is a call for a record that is not named, unless it names one', async () => {
		keep({ records: [{ watch: watched('j1', OPEN), track: trackOf() }] });
		await pass(20_000);
		expect(memory().isCalledByUnknown).toBe(true);
		noteCalls(keptWait(n8n.kept)!, ['j9']);
		expect(memory().isCalledByUnknown).toBe(true);
		noteCalls(keptWait(n8n.kept)!, ['j1']);
		expect(memory().isCalledByUnknown).toBe(false);
	});

	it('at its time is none', async () => {
		keep();
		await pass(59_500);
		expect(memory().isCalledByUnknown).toBe(false);
	});
});

it('What one wake could not work on is kept for the next', () => {
	const watch = watched('j1', ENDED);
	const known = [{ renderId: 'r1' }];
	keep({
		records: [{ watch, track: trackOf({ endedAt: ticks() }) }],
		outcomes: new Map<string, PromiseSettledResult<string>>([['1', { status: 'fulfilled', value: 'j1' }]]),
		renders: new Map([[1, { known, errors: [new SwiftiaError('unusable', 'no ID', '')] }]]),
	});
	keep();
	expect(memory().outcomeAt('1')).toEqual({ status: 'fulfilled', value: 'j1' });
	expect(memory().recall<Record>(watch.key).latest).toEqual({ record: ENDED });
	expect(memory().rendersOf(1)).toMatchObject({ known, errors: [{ message: 'no ID' }] });
	expect(memory().startedFor(1)).toEqual(['job j1', 'render r1']);
	expect(memory().startedFor(0)).toEqual([]);
});

it('What came of paid requests is known by their place', () => {
	const refusal = new SwiftiaError('refused', 'no credits', 'buy', true);
	keep({
		shared: 3,
		outcomes: new Map<string, PromiseSettledResult<string>>([
			['0', { status: 'fulfilled', value: 'j1' }],
			['1', { status: 'rejected', reason: refusal }],
			['2', { status: 'rejected', reason: new Error('a fault') }],
		]),
	});
	expect(memory().shared).toBe(3);
	expect(memory().outcomeAt('0')).toEqual({ status: 'fulfilled', value: 'j1' });
	expect(memory().outcomeAt('1')).toEqual({ status: 'rejected', reason: refusal });
	expect(memory().outcomeAt('2')).toMatchObject({ status: 'rejected', reason: { message: 'a fault' } });
	expect(memory().outcomeAt('3')).toBeUndefined();
});
