import { type Watched, poll } from '../../nodes/Swiftia/wait/poll.js';

beforeEach(() => jest.useFakeTimers({ now: 0 }));
afterEach(() => jest.useRealTimers());

interface State {
	status: string;
}

/** Records by name whose status is read from a list; notes every read. */
function watch(statuses: Record<string, string>) {
	const reads: string[] = [];
	const watched = Object.keys(statuses).map(
		(name): Watched<State> => ({
			record: { status: 'QUEUED' },
			read: async () => {
				reads.push(name);
				return { status: statuses[name]! };
			},
		}),
	);
	return { reads, watched, statuses };
}

const limits = (more = {}) => ({ deadline: 600_000, interval: 15_000, signal: undefined, ...more });

it('ends a round where the queue begins, and looks at all every fourth', async () => {
	const { reads, watched } = watch({ a: 'PROCESSING', b: 'QUEUED', c: 'QUEUED', d: 'QUEUED' });
	void poll(watched, limits());
	await jest.advanceTimersByTimeAsync(60_000);
	expect(reads.join('')).toBe('ababababcd');
});

it('goes on with those that still run when one has ended, and tells of each end once', async () => {
	const { watched, statuses } = watch({ a: 'PROCESSING', b: 'PROCESSING' });
	const ends: string[] = [];
	const polling = poll(watched, limits(), async ({ record }) => void ends.push(record.status));
	await jest.advanceTimersByTimeAsync(15_000);
	statuses.b = 'COMPLETED';
	await jest.advanceTimersByTimeAsync(15_000);
	statuses.a = 'FAILED';
	await jest.advanceTimersByTimeAsync(15_000);
	await polling;
	expect(ends).toEqual(['COMPLETED', 'FAILED']);
});

it('ends at the limit with what is known', async () => {
	const { watched } = watch({ a: 'PROCESSING' });
	const polling = poll(watched, limits({ deadline: 20_000 }));
	await jest.advanceTimersByTimeAsync(20_000);
	await polling;
	expect(watched[0]!.record.status).toBe('PROCESSING');
});

it('ends when it is stopped, in the middle of a pause', async () => {
	const stop = new AbortController();
	const { watched, reads } = watch({ a: 'PROCESSING' });
	const polling = poll(watched, limits({ signal: stop.signal }));
	stop.abort();
	await polling;
	expect(reads).toEqual([]);
});

it('gives up on one that cannot be read, and not on the others', async () => {
	const { watched, statuses } = watch({ a: 'PROCESSING', b: 'COMPLETED' });
	watched[0]!.read = async () => {
		throw new Error('unknown');
	};
	await Promise.all([poll(watched, limits()), jest.advanceTimersByTimeAsync(15_000)]);
	expect(watched[0]!.failure).toEqual(new Error('unknown'));
	expect(watched[1]!.record.status).toBe(statuses.b);
});
