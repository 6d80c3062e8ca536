import { useFakeTime } from '../fakeTime.mts';
import { SwiftiaError } from '../../../nodes/Swiftia/api/swiftiaError.js';
import { ticks } from '../../../nodes/Swiftia/time/clock.js';
import { type Watched, hasEnded, isOpen, look, watchedOf } from '../../../nodes/Swiftia/wait/watched.js';

useFakeTime();

type Record = { status: string; progress: number | null };
const OPEN: Record = { status: 'PROCESSING', progress: null };

const watchedJob = (read: Watched<Record>['read']) =>
	watchedOf<Record>({ subject: { kind: 'job', id: 'job-7' }, since: undefined, read }, OPEN);
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

it('notes when it was read, and keeps the body of what has ended only', async () => {
	let status = 'PROCESSING';
	const one = watchedJob(async () => ({ record: { status, progress: null }, body: 'all of it' }));
	await look(one, 1000);
	expect([one.latest.body, one.readAt]).toEqual([undefined, ticks()]);
	status = 'COMPLETED';
	await look(one, 1000);
	expect([one.latest.body, hasEnded(one)]).toEqual(['all of it', true]);
});
