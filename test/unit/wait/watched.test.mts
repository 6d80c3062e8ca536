import { pass, useFakeTime } from '../fakeTime.mts';
import { SwiftiaError } from '../../../nodes/Swiftia/api/swiftiaError.js';
import { ticks } from '../../../nodes/Swiftia/time/clock.js';
import { type Watched, hasEnded, isOpen, look, watchedOf } from '../../../nodes/Swiftia/wait/watched.js';

useFakeTime();

type Record = { status: string; progress: number | null };
const OPEN: Record = { status: 'PROCESSING', progress: null };

const watchedJob = (read: Watched<Record>['read']) =>
	watchedOf<Record>({ account: 'a', subject: { kind: 'job', id: 'job-7' }, since: undefined, read }, OPEN, {
		recall: () => ({}),
	});
const failing = (error: unknown) => watchedJob(async () => await Promise.reject(error));

it.each(['rateLimited', 'serverTrouble', 'unreachable'] as const)('takes %s for open', async (kind) => {
	const one = failing(new SwiftiaError(kind, 'trouble', ''));
	await look(one, 1000);
	expect(isOpen(one)).toBe(true);
});

it.each(['refused', 'keyRefused', 'stopped', 'redirected'] as const)(
	'gives up on one after %s',
	async (kind) => {
		const error = new SwiftiaError(kind, 'no job-7', '');
		const one = failing(error);
		await look(one, 1000);
		expect(one.failure).toBe(error);
		expect([isOpen(one), hasEnded(one)]).toEqual([false, false]);
	},
);

it.each(['job', 'render'] as const)('says which %s it gave up on', async (kind) => {
	const one = failing(new SwiftiaError('refused', 'Swiftia says no', ''));
	one.subject.kind = kind;
	await look(one, 1000);
	expect(one.failure).toHaveProperty('message', `Swiftia says no (${kind} job-7)`);
});

it.each(['notSwiftia', 'redirected'] as const)(
	'gives up on one after %s where Swiftia has never answered, and not where it was read or started before',
	async (kind) => {
		const error = new SwiftiaError(kind, 'a page for job-7', '');
		const [never, read, started] = [
			failing(error),
			{ ...failing(error), readAt: 0 },
			{ ...failing(error), since: 0 },
		];
		for (const one of [never, read, started]) await look(one, 1000);
		expect([never, read, started].map(({ failure }) => failure)).toEqual([error, undefined, undefined]);
		expect([read, started].map(({ trouble }) => trouble)).toEqual([error, error]);
	},
);

it.each([true, false])(
	'takes a key that is refused for open where the key may change: %s',
	async (mayChange) => {
		const [started, foreign] = [
			{ ...failing(new SwiftiaError('keyRefused', 'no job-7', '')), since: 0 },
			failing(new SwiftiaError('keyRefused', 'no job-7', '')),
		];
		for (const one of [started, foreign]) await look(one, 1000, mayChange);
		expect([isOpen(started), isOpen(foreign)]).toEqual([mayChange, false]);
	},
);

it('notes when it was read, and keeps the body of what has ended only', async () => {
	let status = 'PROCESSING';
	const one = watchedJob(async () => ({ record: { status, progress: null }, body: 'all of it' }));
	await look(one, 1000);
	expect([one.latest.body, one.readAt]).toEqual([undefined, ticks()]);
	status = 'COMPLETED';
	await look(one, 1000);
	expect([one.latest.body, hasEnded(one)]).toEqual(['all of it', true]);
});

describe('One that Swiftia does not find', () => {
	const notFound = new SwiftiaError('notFound', 'no job-7', '');

	it('is given up at once where this execution did not start it and it never was read', async () => {
		const one = failing(notFound);
		await look(one, 1000);
		expect(one.failure).toBe(notFound);
	});

	it('is given up after a minute and three looks where this execution has started it', async () => {
		const one = { ...failing(notFound), since: 0 };
		for (const seconds of [0, 10, 10, 30]) {
			await pass(seconds * 1000);
			await look(one, 1000);
			expect(isOpen(one)).toBe(true);
		}
		await pass(10_000);
		await look(one, 1000);
		expect(one.failure).toBe(notFound);
	});

	it('is looked for anew where it was found in between', async () => {
		let error: unknown = notFound;
		const one = watchedJob(async () =>
			error === undefined ? { record: OPEN } : await Promise.reject(error),
		);
		one.since = 0;
		for (const next of [notFound, notFound, undefined, notFound, notFound]) {
			error = next;
			await look(one, 1000);
			await pass(40_000);
		}
		expect(isOpen(one)).toBe(true);
	});
});
