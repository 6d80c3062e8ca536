import { isDeepStrictEqual } from 'node:util';
import { pass, useFakeTime } from '../fakeTime.mts';
import { type N8n, swiftiaJob } from '../n8nContext.mts';
import { acceptedJob } from '../../../nodes/Swiftia/api/job.js';
import { deadlineIn } from '../../../nodes/Swiftia/wait/deadline.js';
import { wasOfferedAgain } from '../../../nodes/Swiftia/wait/offers.js';
import { park } from '../../../nodes/Swiftia/wait/park.js';
import { call, itemsAfter, parkedOn } from './parkedExecution.mts';

// Watchdogs of this process are kept beyond a test, and end at their limit.
afterEach(async () => await pass(7_200_000));
useFakeTime();

const LOOK = { swiftiaWatchdog: 'look' };

/** An execution whose job has ended. */
function parkedOnEnded(): N8n {
	const n8n = parkedOn(['a']);
	n8n.jobs.a = swiftiaJob('a', 'COMPLETED');
	return n8n;
}

/** When the node called its own resume webhook for a look, in seconds. */
const looks = ({ arrived }: N8n) => arrived.filter(({ body }) => isDeepStrictEqual(body, LOOK));

describe('A process that nobody asks to watch, so that executions may run in it', () => {
	const parkedHere = async () => {
		const n8n = parkedOnEnded();
		await park(n8n.execution, [acceptedJob({ jobId: 'a' })], deadlineIn(60));
		return n8n;
	};

	it('offers a result again only after three minutes: n8n may keep the resume waiting for its turn', async () => {
		const n8n = await parkedHere();
		expect(await itemsAfter(n8n, LOOK)).toHaveLength(1);
		await pass(177_000);
		expect(await itemsAfter(n8n, LOOK)).toBeUndefined();
		await pass(1_000);
		expect(await itemsAfter(n8n, LOOK)).toHaveLength(1);
	});

	it('does so too with one that it did not park itself, as after a restart', async () => {
		const n8n = parkedOnEnded();
		expect(await itemsAfter(n8n, { jobId: 'a' })).toHaveLength(1);
		await pass(60_000);
		expect(await itemsAfter(n8n, LOOK)).toBeUndefined();
	});

	it('polls for what the execution waits for next, once a result was offered again', async () => {
		const n8n = await parkedHere();
		await itemsAfter(n8n, LOOK);
		expect(wasOfferedAgain(n8n.execution)).toBe(false);
		await pass(180_000);
		await itemsAfter(n8n, LOOK);
		expect(wasOfferedAgain(n8n.execution)).toBe(true);
	});

	it('goes on watching once a watchdog has taken the result', async () => {
		const n8n = await parkedHere();
		await call(n8n, LOOK, 31);
		expect(looks(n8n).map(({ second }) => second)).toEqual([30]);
	});

	it('offers a result once on n8n 1.x, which would carry out a second one as well', async () => {
		const n8n = parkedOnEnded();
		n8n.resumeUrl = `https://n8n${n8n.number}.test/webhook-waiting/${n8n.number}`;
		expect(await itemsAfter(n8n, { jobId: 'a' }, 0)).toHaveLength(1);
		await pass(1_800_000);
		expect(await itemsAfter(n8n, LOOK, 0)).toBeUndefined();
	});
});
