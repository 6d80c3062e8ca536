import { pass, useFakeTime } from '../fakeTime.mts';
import { N8n } from '../n8nContext.mts';
import { ticks } from '../../../nodes/Swiftia/time/clock.js';
import { canCallItself, cancelWake, isOutdated, planWake } from '../../../nodes/Swiftia/wait/ownWakes.js';

useFakeTime();

let n8n: N8n;
let number = 0;
let url: string;
beforeEach(() => {
	n8n = new N8n();
	url = `https://n8n-${++number}.test/webhook-waiting/7/swiftia`;
});
const plan = (seconds: number, parkedAt = 1) =>
	planWake(n8n.execution.helpers.httpRequest, url, { at: ticks() + seconds * 1_000, parkedAt, jobIds: [] });
const seconds = () => n8n.arrived.map(({ second }) => second);

it('calls the resume webhook at its time, once', async () => {
	plan(20);
	await pass(60_000);
	expect(seconds()).toEqual([20]);
});

it('calls at the sooner of two times, and not again', async () => {
	plan(20);
	plan(10);
	plan(30);
	await pass(60_000);
	expect(seconds()).toEqual([10]);
});

it('calls at the time of a later park, where the execution went on before', async () => {
	plan(10, 1);
	plan(30, 2);
	expect([isOutdated(url, 1), isOutdated(url, 2)]).toEqual([true, false]);
	await pass(60_000);
	expect(seconds()).toEqual([30]);
});

it('does not call an execution that goes on', async () => {
	plan(20);
	cancelWake(url);
	await pass(60_000);
	expect(seconds()).toEqual([]);
});

it.each<[string, unknown, boolean]>([
	['the node', { received: true }, true],
	['n8n, which runs the execution already', { code: 409, message: 'running' }, true],
	['a login page', '<html>', false],
	['something else', { error: 'Invalid token' }, false],
	['nobody', new Error('connect ECONNREFUSED'), false],
])('reaches itself where %s answers: %s', async (_, answer, reaches) => {
	n8n.ownAnswer = answer;
	plan(1);
	await pass(2_000);
	expect(canCallItself(url)).toBe(reaches);
});
