import { pass, useFakeTime } from '../fakeTime.mts';
import { silence, swiftiaJob } from '../n8nContext.mts';
import { type Job, acceptedJob } from '../../../nodes/Swiftia/api/job.js';
import { answerItself, call, itemsAfter, jsonAfter, parkedOn } from './parkedExecution.mts';

useFakeTime();

const ended = (id: string) => ({ ...acceptedJob({ jobId: id }), status: 'COMPLETED', title: 'as parked' });
const asBodies = (job: string | Job) => ({
	...(typeof job === 'string' ? acceptedJob({ jobId: job }) : job),
	jobWait: { simplify: false, includeTranscription: false },
});
const LOOK = { swiftiaWatchdog: 'look' };
const notStarted = { ...acceptedJob({ jobId: '' }), notStarted: 'no credits' };

describe('Once all jobs have ended, the execution goes on', () => {
	it('with one record per item, in their order and each with its item, and without what the park had noted', async () => {
		const n8n = parkedOn(['a', 'b']);
		n8n.jobs.a = swiftiaJob('a', 'COMPLETED', { title: 'A' });
		n8n.jobs.b = swiftiaJob('b', 'FAILED');
		const items = await itemsAfter(n8n, { jobId: 'a' });
		expect(items).toEqual([
			{
				json: {
					...acceptedJob({ jobId: 'a' }),
					status: 'COMPLETED',
					title: 'A',
					progress: 100,
					timedOut: false,
				},
				pairedItem: { item: 0 },
			},
			{
				json: expect.objectContaining({ jobId: 'b', status: 'FAILED', timedOut: false }),
				pairedItem: { item: 1 },
			},
		]);
	});

	it('and n8n sends no answer of its own, since the caller has one', async () => {
		const n8n = parkedOn(['a']);
		n8n.jobs.a = swiftiaJob('a', 'COMPLETED');
		expect((await call(n8n)).response()).toMatchObject({ noWebhookResponse: true, workflowData: [[{}]] });
	});

	it('with one read for a job that several items wait for', async () => {
		const n8n = parkedOn(['a', 'a']);
		n8n.jobs.a = swiftiaJob('a', 'COMPLETED');
		expect((await jsonAfter(n8n))?.map((json) => json.jobId)).toEqual(['a', 'a']);
		expect(n8n.reads).toEqual(['a']);
	});

	it('with what is known of those that had ended before, without reading them again', async () => {
		const n8n = parkedOn([ended('a'), 'b']);
		n8n.jobs.b = swiftiaJob('b', 'COMPLETED');
		const [first] = (await jsonAfter(n8n))!;
		expect(first).toEqual({ ...ended('a'), timedOut: false });
		expect(n8n.reads).toEqual(['b']);
	});

	it('with the API’s own bodies where Simplify is off, also of those that had ended before', async () => {
		const n8n = parkedOn([asBodies(ended('a')), asBodies('b')]);
		for (const id of ['a', 'b']) n8n.jobs[id] = swiftiaJob(id, 'COMPLETED', { costBreakDown: { other: 1 } });
		expect(await jsonAfter(n8n)).toEqual([n8n.jobs.a, n8n.jobs.b]);
	});

	it('as was asked for when it parked, whatever the parameters have become since', async () => {
		const n8n = parkedOn(['a']);
		n8n.jobs.a = swiftiaJob('a', 'COMPLETED');
		n8n.parameters = { simplify: new Error('no such field'), options: new Error('no such field') };
		expect(await jsonAfter(n8n)).toMatchObject([{ jobId: 'a', timedOut: false }]);
	});

	it('with the transcription where it was asked for', async () => {
		const jobWait = { simplify: true, includeTranscription: true };
		const n8n = parkedOn([{ ...acceptedJob({ jobId: 'a' }), jobWait }]);
		n8n.jobs.a = swiftiaJob('a', 'COMPLETED', { data: { transcription: { text: 'a' } } });
		const [job] = (await jsonAfter(n8n))!;
		expect(job).toHaveProperty('transcription', { text: 'a' });
		expect(job).not.toHaveProperty('jobWait');
	});

	it('with the error of an item that has no job beside its fields', async () => {
		const n8n = parkedOn([notStarted, 'b']);
		n8n.jobs.b = swiftiaJob('b', 'COMPLETED');
		const [first] = (await jsonAfter(n8n))!;
		expect(first).toEqual({ row: 0, error: 'no credits' });
	});

	it('with nothing but that error for the error output, where n8n adds the fields', async () => {
		const n8n = parkedOn([notStarted, 'b']);
		n8n.node = { ...n8n.node, onError: 'continueErrorOutput' };
		n8n.jobs.b = swiftiaJob('b', 'COMPLETED');
		const [first, second] = (await jsonAfter(n8n))!;
		expect(first).toEqual({ error: 'no credits' });
		expect(second).toMatchObject({ jobId: 'b', status: 'COMPLETED' });
	});

	it('without a read for an item that has no job, with Simplify off as well', async () => {
		const n8n = parkedOn([asBodies(notStarted), asBodies('b')]);
		n8n.jobs.b = swiftiaJob('b', 'COMPLETED');
		expect(await jsonAfter(n8n)).toEqual([{ row: 0, error: 'no credits' }, n8n.jobs.b]);
		expect(n8n.reads).toEqual(['b']);
	});
});

describe('When Max Wait is nearly over', () => {
	const parkedForAMinute = (...statuses: string[]) => {
		const n8n = parkedOn(['a', 'b'], 1);
		statuses.forEach((status, index) => {
			const id = 'ab'[index]!;
			n8n.jobs[id] = swiftiaJob(id, status, { title: id });
		});
		return n8n;
	};

	it('the execution goes on where some have ended: with those as they did, and the others as they are', async () => {
		const n8n = parkedForAMinute('COMPLETED', 'PROCESSING');
		const { waitUntil } = n8n.items[0]!.json;
		expect(await itemsAfter(n8n, { jobId: 'a' }, 49)).toBeUndefined();
		await pass(1_000);
		expect(await jsonAfter(n8n, LOOK, 2)).toEqual([
			expect.objectContaining({ jobId: 'a', status: 'COMPLETED', title: 'a', timedOut: false }),
			expect.objectContaining({ jobId: 'b', status: 'PROCESSING', title: 'b', timedOut: true, waitUntil }),
		]);
	});

	it('it does so where one had ended before, or has no job', async () => {
		const n8n = parkedOn([ended('a'), notStarted, 'b'], 1);
		n8n.jobs.b = swiftiaJob('b', 'PROCESSING');
		await pass(51_000);
		const [first, second, third] = (await jsonAfter(n8n, LOOK, 2))!;
		expect(first).toEqual({ ...ended('a'), timedOut: false });
		expect(second).toEqual({ row: 1, error: 'no credits' });
		expect(third).toMatchObject({ jobId: 'b', timedOut: true });
	});

	it('it does so where none has, with all as they are', async () => {
		const n8n = parkedForAMinute('PROCESSING', 'PROCESSING');
		await pass(51_000);
		expect(await jsonAfter(n8n, LOOK, 2)).toEqual([
			expect.objectContaining({ jobId: 'a', status: 'PROCESSING', title: 'a', timedOut: true }),
			expect.objectContaining({ jobId: 'b', status: 'PROCESSING', title: 'b', timedOut: true }),
		]);
	});

	it('it does so with all as an earlier call has read them, where n8n was too busy for that call or none can be read', async () => {
		const n8n = parkedForAMinute('PROCESSING', 'PROCESSING');
		await pass(51_000);
		await answerItself(n8n);
		n8n.wakeStatus = 503;
		expect(await itemsAfter(n8n, LOOK, 1)).toBeUndefined();
		n8n.wakeStatus = 200;
		n8n.wakeBody = { received: true, waitUntil: n8n.items[0]!.json.waitUntil };
		n8n.onArrival = () => {};
		for (const id of 'ab') n8n.jobs[id] = silence;
		expect((await jsonAfter(n8n, LOOK, 3))?.map(({ title }) => title)).toEqual(['a', 'b']);
	});

	it('it does so where none can be read, with all as they were', async () => {
		const n8n = parkedOn(['a'], 1);
		n8n.jobs.a = silence;
		await pass(51_000);
		expect(await jsonAfter(n8n, LOOK, 4)).toEqual([
			expect.objectContaining({ jobId: 'a', status: 'PROCESSING', title: '', timedOut: true }),
		]);
	});
});

describe('A job that no answer ever showed', () => {
	const unread = { ...acceptedJob({ jobId: 'a', videoId: 'dQw4w9WgXcQ' }), status: 'UNKNOWN' };
	/** What goes on at the end of Max Wait; the other job is open. */
	const atTheEnd = async (node: object = {}, a: object = silence) => {
		const n8n = parkedOn([unread, 'b'], 1);
		n8n.node = { ...n8n.node, ...node };
		n8n.jobs.a = a;
		n8n.jobs.b = swiftiaJob('b', 'PROCESSING');
		await pass(51_000);
		return (await jsonAfter(n8n, LOOK, 4))!;
	};
	const REASON =
		'Max Wait passed before Swiftia showed the status of job a of video dQw4w9WgXcQ: Swiftia could not be reached to read the job: no answer came';

	it('is not said to have a status, and what came instead is', async () => {
		expect(await atTheEnd()).toMatchObject([
			{ jobId: 'a', status: 'UNKNOWN', timedOut: true, failureReason: REASON },
			{ jobId: 'b', status: 'PROCESSING', timedOut: true, failureReason: null },
		]);
	});

	it.each([
		['beside its record where the node continues', 'continueRegularOutput', { jobId: 'a', error: REASON }],
		['alone for the error output', 'continueErrorOutput', { error: REASON }],
	])('is an error %s', async (_, onError, json) => {
		expect((await atTheEnd({ onError }))[0]).toMatchObject(json);
	});

	it('has the status that a look showed at last', async () => {
		expect((await atTheEnd({}, swiftiaJob('a', 'QUEUED')))[0]).toMatchObject({ status: 'QUEUED' });
	});
});

describe('A job that Swiftia does not have', () => {
	/** What goes on after five minutes of refusals; the other job has ended. */
	const afterRefusals = async (node: object = {}) => {
		const n8n = parkedOn(['a', 'b']);
		n8n.node = { ...n8n.node, ...node };
		n8n.jobs.b = swiftiaJob('b', 'COMPLETED');
		for (let minute = 0; minute < 5; minute++) {
			expect(await itemsAfter(n8n, { jobId: 'a' }, 60)).toBeUndefined();
		}
		return (await jsonAfter(n8n, { jobId: 'a' }, 60))!;
	};
	const REASON = expect.stringContaining('did not find job a');

	it('is said to be lost by its record, and the others go on', async () => {
		expect(await afterRefusals()).toMatchObject([
			{ jobId: 'a', failureReason: REASON, timedOut: false },
			{ jobId: 'b', status: 'COMPLETED' },
		]);
	});

	it.each([
		['beside its record where the node continues', 'continueRegularOutput', { jobId: 'a', error: REASON }],
		['alone for the error output', 'continueErrorOutput', { error: REASON }],
	])('is an error %s', async (_, onError, json) => {
		expect((await afterRefusals({ onError }))[0]).toMatchObject(json);
	});
});

describe('The execution goes on waiting', () => {
	it('while a job is open', async () => {
		const n8n = parkedOn(['a', 'b']);
		n8n.jobs.a = swiftiaJob('a', 'COMPLETED');
		n8n.jobs.b = swiftiaJob('b', 'PROCESSING');
		expect(await itemsAfter(n8n, { jobId: 'a' }, 120)).toBeUndefined();
	});

	it('whatever a call says of its jobs', async () => {
		const n8n = parkedOn(['a']);
		n8n.jobs.a = swiftiaJob('a', 'PROCESSING');
		expect(await itemsAfter(n8n, { jobId: 'a', status: 'COMPLETED' }, 120)).toBeUndefined();
	});

	it('where a job cannot be read', async () => {
		const n8n = parkedOn(['a']);
		expect((await call(n8n, {}, 120)).response()).toEqual({ noWebhookResponse: true });
	});

	it('with one line in n8n’s log where Swiftia refuses the key, until that is replaced', async () => {
		const n8n = parkedOn(['a', 'b']);
		n8n.jobs.a = n8n.jobs.b = { status: 401, code: 'UNAUTHORIZED' };
		for (let look = 0; look < 3; look++) {
			expect(await itemsAfter(n8n, { swiftiaWatchdog: 'look' })).toBeUndefined();
			await pass(60_000);
		}
		expect(n8n.logged.filter((line) => line.startsWith('warn'))).toEqual([
			'warn: Swiftia: a callback could not be processed, the wait continues (Swiftia did not accept the API key)',
		]);
	});

	it('with a line in n8n’s log where the credential is of no use, since n8n would end the wait by an error', async () => {
		const n8n = parkedOn(['a']);
		n8n.apiKey = '';
		const { answered, response } = await call(n8n, undefined, 25);
		expect(answered.status).toBe(200);
		expect(response()).toEqual({ noWebhookResponse: true });
		expect(n8n.logged).toEqual([
			expect.stringMatching(/^warn: Swiftia: a callback could not be processed, the wait continues \(.*key/),
		]);
	});

	it.each([
		['from the limit on, which n8n’s own timer ends', 0],
		['after it', -5],
	])('%s, and nothing is looked at', async (_, minutes) => {
		const n8n = parkedOn(['a'], minutes);
		n8n.jobs.a = swiftiaJob('a', 'COMPLETED');
		n8n.apiKey = '';
		expect((await call(n8n)).response()).toEqual({ noWebhookResponse: true });
		expect([n8n.reads, n8n.logged]).toEqual([[], []]);
	});

	it('where it waits for nothing of Swiftia’s', async () => {
		const n8n = parkedOn([]);
		n8n.items = [{ json: { row: 1 } }];
		expect((await call(n8n)).response()).toEqual({ noWebhookResponse: true });
		expect(n8n.logged).toEqual([]);
	});
});
