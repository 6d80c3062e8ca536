import { pass, useFakeTime } from '../fakeTime.mts';
import { N8n } from '../n8nContext.mts';
import type { KeptWait } from '../../../nodes/Swiftia/wait/waitMemory.js';
import { answerCall, effectOf } from '../../../nodes/Swiftia/wait/resumeCall.js';
import { cancelWake, planWake } from '../../../nodes/Swiftia/wait/ownWakes.js';

useFakeTime();

const RECEIVED = { webhookResponse: { received: true } };
const wait = (parkedAt: number): KeptWait => ({
	version: 1,
	executionId: '7',
	runIndex: 0,
	deadline: parkedAt + 3_600_000,
	parkedAt,
	wakeAt: parkedAt + 300_000,
	called: [],
	records: {
		'job a open': { id: 'open', track: { kind: 'job', isQueued: false } },
		'job a ended': { id: 'ended', track: { kind: 'job', isQueued: false, endedAt: 1 } },
	},
	outcomes: {},
	renders: {},
	shared: 0,
});

it.each<[string, string[], number, ReturnType<typeof effectOf>]>([
	['wakes, ten seconds after it parked', ['open'], 10_000, 'wake'],
	['wakes by then, where it comes sooner', ['open'], 9_999, { wakeAt: 10_000 }],
	['wakes, whatever it names', ['forged'], 20_000, 'wake'],
	['wakes, where it names nothing', [], 20_000, 'wake'],
	['wakes, where one of several is open', ['ended', 'open'], 20_000, 'wake'],
	['does nothing for a job that is known to have ended', ['ended'], 20_000, 'none'],
])('A call %s', (_, named, now, effect) => expect(effectOf(wait(0), named, now)).toEqual(effect));

it('A call does nothing where what is waited for cannot be seen', () => {
	expect(effectOf(undefined, ['open'], 1e9)).toBe('none');
});

describe('webhook()', () => {
	let n8n: N8n;
	beforeEach(() => {
		n8n = new N8n();
		n8n.resumeUrl = 'https://n8n.test/webhook-waiting/7?signature=abc';
		n8n.kept.swiftiaWait = wait(Date.now()) as never;
	});
	afterEach(() => cancelWake('https://n8n.test/webhook-waiting/7/swiftia?signature=abc'));
	const call = (body: unknown = {}) => answerCall(n8n.call({ body }).context);

	it('lets n8n go on, notes the job that was named, and reads nothing', async () => {
		await pass(10_000);
		expect(call({ jobId: 'open' })).toEqual({ ...RECEIVED, workflowData: [[]] });
		expect(n8n.kept.swiftiaWait).toMatchObject({ called: ['open'] });
		expect(n8n.arrived).toEqual([]);
	});

	it('calls again where it came too soon, once for many, with the names that are waited for', async () => {
		await pass(2_000);
		for (const jobId of ['open', 'forged', 'open', '']) expect(call({ jobId })).toEqual(RECEIVED);
		await pass(8_000);
		expect(n8n.arrived.map(({ second, body }) => [second, body])).toEqual([[10, { jobIds: ['open'] }]]);
		expect(call(n8n.arrived[0]!.body)).toEqual({ ...RECEIVED, workflowData: [[]] });
		expect(n8n.kept.swiftiaWait).toMatchObject({ called: ['open'] });
	});

	it('stays silent on n8n 1, where each of two calls would go on', async () => {
		n8n.resumeUrl = 'https://n8n.test/webhook-waiting/7';
		await pass(20_000);
		expect(call({ jobId: 'open' })).toEqual(RECEIVED);
	});

	it('stays silent where the execution has parked again since n8n loaded it for the call', async () => {
		await pass(20_000);
		const url = 'https://n8n.test/webhook-waiting/7/swiftia?signature=abc';
		planWake(n8n.execution.helpers.httpRequest, url, { at: 1e9, parkedAt: Date.now() - 1_000, jobIds: [] });
		expect(call({ jobId: 'open' })).toEqual(RECEIVED);
	});

	it('never throws, whatever comes', () => {
		const context = n8n.call({ body: {} }).context;
		context.getBodyData = () => {
			throw new Error('no body');
		};
		expect(answerCall(context)).toEqual(RECEIVED);
		expect(n8n.logged.join()).toContain('no body');
	});
});
