import { START, pass, useFakeTime } from '../fakeTime.mts';
import { readJob } from '../../../nodes/Swiftia/api/job.js';
import { SwiftiaError } from '../../../nodes/Swiftia/api/swiftiaError.js';
import { readEnded } from '../../../nodes/Swiftia/wait/recheck.js';

useFakeTime();

const job = (status: string) => readJob({ id: 'a', status }, { jobId: 'a' })!;

/** Notes when it reads, in seconds, and gives what `answer` does. */
function reader(answer: (time: number) => ReturnType<typeof job>) {
	const times: number[] = [];
	const read = async () => {
		const time = (Date.now() - START) / 1000;
		times.push(time);
		return answer(time);
	};
	return { times, read };
}

it('gives a job that has ended at once', async () => {
	const { times, read } = reader(() => job('FAILED'));
	expect((await readEnded(read))?.record.status).toBe('FAILED');
	expect(times).toEqual([0]);
});

it('looks again at growing intervals, and gives nothing if it is open at the last', async () => {
	const { times, read } = reader(() => job('PROCESSING'));
	const ended = readEnded(read);
	await pass(3_600_000);
	expect(await ended).toBeUndefined();
	expect(times).toEqual([0, 2, 7, 22, 82, 382]);
});

it('takes trouble on the way for open', async () => {
	const { times, read } = reader((time) => {
		if (time < 5) throw new SwiftiaError('unreachable', 'lost', '');
		return job('COMPLETED');
	});
	const ended = readEnded(read);
	await pass(60_000);
	expect((await ended)?.record.status).toBe('COMPLETED');
	expect(times).toEqual([0, 2, 7]);
});

it('ends with what the last look threw', async () => {
	const error = new SwiftiaError('serverTrouble', 'down', '');
	const { read } = reader(() => {
		throw error;
	});
	const ended = readEnded(read).catch((thrown: unknown) => thrown);
	await pass(3_600_000);
	expect(await ended).toBe(error);
});

it.each([new SwiftiaError('refused', 'unknown', ''), new TypeError('a fault')])(
	'asks no more after %s',
	async (error) => {
		const { times, read } = reader(() => {
			throw error;
		});
		await expect(readEnded(read)).rejects.toBe(error);
		expect(times).toEqual([0]);
	},
);
