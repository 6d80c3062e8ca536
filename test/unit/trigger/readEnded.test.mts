import { START, pass, useFakeTime } from '../fakeTime.mts';
import { readJob } from '../../../nodes/Swiftia/api/job.js';
import { SwiftiaError } from '../../../nodes/Swiftia/api/swiftiaError.js';
import { CallsAgain } from '../../../nodes/Swiftia/trigger/callsAgain.js';
import { readEnded } from '../../../nodes/Swiftia/trigger/readEnded.js';

useFakeTime();

let callsAgain: CallsAgain;
beforeEach(() => (callsAgain = new CallsAgain()));

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
	expect((await readEnded(read, callsAgain))?.record.status).toBe('FAILED');
	expect(times).toEqual([0]);
});

it('looks again at growing intervals, and gives nothing if it is open at the last', async () => {
	const { times, read } = reader(() => job('PROCESSING'));
	const ended = readEnded(read, callsAgain);
	await pass(3_600_000);
	expect(await ended).toBeUndefined();
	expect(times).toEqual([0, 2, 7, 22, 82, 382]);
});

it('takes trouble on the way for open', async () => {
	const { times, read } = reader((time) => {
		if (time < 5) throw new SwiftiaError('unreachable', 'lost', '');
		return job('COMPLETED');
	});
	const ended = readEnded(read, callsAgain);
	await pass(60_000);
	expect((await ended)?.record.status).toBe('COMPLETED');
	expect(times).toEqual([0, 2, 7]);
});

it('ends with what the last look threw', async () => {
	const error = new SwiftiaError('serverTrouble', 'down', '');
	const { read } = reader(() => {
		throw error;
	});
	const ended = readEnded(read, callsAgain).catch((thrown: unknown) => thrown);
	await pass(3_600_000);
	expect(await ended).toBe(error);
});

it.each([new SwiftiaError('refused', 'unknown', ''), new TypeError('a fault')])(
	'asks no more after %s',
	async (error) => {
		const { times, read } = reader(() => {
			throw error;
		});
		await expect(readEnded(read, callsAgain)).rejects.toBe(error);
		expect(times).toEqual([0]);
	},
);

describe('Who says so again', () => {
	it('during a break has it looked at at once, and as often again', async () => {
		const { times, read } = reader((time) => job(time >= 200 ? 'COMPLETED' : 'PROCESSING'));
		const ended = readEnded(read, callsAgain);
		await pass(100_000);
		callsAgain.note();
		await pass(400_000);
		expect((await ended)?.record.status).toBe('COMPLETED');
		expect(times).toEqual([0, 2, 7, 22, 82, 100, 102, 107, 122, 182, 482]);
	});

	it('during the last look has it looked at as often again', async () => {
		const { times, read } = reader((time) => {
			if (time === 382) callsAgain.note();
			return job('PROCESSING');
		});
		const ended = readEnded(read, callsAgain);
		await pass(3_600_000);
		expect(await ended).toBeUndefined();
		expect(times).toEqual([0, 2, 7, 22, 82, 382, 384, 386, 391, 406, 466, 766]);
	});

	it('has it read once in two seconds at most', async () => {
		const { times, read } = reader(() => job('PROCESSING'));
		void readEnded(read, callsAgain);
		for (let call = 0; call < 100; call++) {
			callsAgain.note();
			await pass(100);
		}
		expect(times).toEqual([0, 2, 4, 6, 8, 10]);
	});
});
