import '../fakeTime.mts';
import { N8n } from '../n8nContext.mts';
import { expectCallback } from '../../../nodes/Swiftia/wait/executionState.js';
import { type WaitMethod, chooseStrategy } from '../../../nodes/Swiftia/wait/waitStrategy.js';

const NO_ADDRESS = 'this n8n has no public address with a signed resume URL';
const FROM_ELSEWHERE =
	'not every job was created by this execution with the completion webhook of this workflow';

/** An execution on a public n8n 2.x that started both of its jobs itself. */
function publicN8n(): N8n {
	const n8n = new N8n();
	n8n.resumeUrl = 'https://n8n.example.com/webhook-waiting/7?signature=token';
	for (const jobId of ['a', 'b']) expectCallback(n8n.execution, jobId);
	return n8n;
}

const choice = (n8n: N8n, method: WaitMethod, jobIds = ['a', 'b']) =>
	chooseStrategy(n8n.execution, method, jobIds);

it('Automatic parks where Swiftia will call for every job', () => {
	expect(choice(publicN8n(), 'auto')).toEqual({
		park: true,
		why: 'Swiftia will call this n8n when the jobs end',
	});
});

it.each<[string, string, (n8n: N8n) => void]>([
	['on an n8n that Swiftia cannot reach', NO_ADDRESS, (n8n) => (n8n.resumeUrl = 'http://localhost:5678/w/7')],
	[
		'on n8n 1.x, whose resume URL can be guessed',
		NO_ADDRESS,
		(n8n) => (n8n.resumeUrl = 'https://n8n.example.com/w/7'),
	],
	[
		'with Execute Once',
		'the node is set to execute once',
		(n8n) => (n8n.node = { ...n8n.node, executeOnce: true }),
	],
	['in a retry, which no job will call', FROM_ELSEWHERE, (n8n) => (n8n.executionId = 'retry')],
])('Automatic polls %s', (_, why, set) => {
	const n8n = publicN8n();
	set(n8n);
	expect(choice(n8n, 'auto')).toEqual({ park: false, why });
});

it('Automatic polls if one of the jobs comes from elsewhere', () => {
	expect(choice(publicN8n(), 'auto', ['a', 'foreign'])).toEqual({ park: false, why: FROM_ELSEWHERE });
});

it('the user’s word counts, wherever the jobs come from', () => {
	const n8n = publicN8n();
	expect(choice(n8n, 'webhook', ['foreign'])).toEqual({ park: true, why: 'the wait method is Webhook' });
	expect(choice(n8n, 'polling')).toEqual({ park: false, why: 'the wait method is Polling' });
});

describe('An AI tool is never parked, since its agent waits for it', () => {
	it.each<[string, (n8n: N8n) => void]>([
		['where n8n says that it is one', (n8n) => (n8n.isTool = true)],
		[
			'where only the node’s type says so',
			(n8n) => (n8n.node = { ...n8n.node, type: 'n8n-nodes-swiftia.swiftiaTool' }),
		],
		[
			'on n8n 1.x, which cannot say',
			(n8n) => {
				n8n.node = { ...n8n.node, type: 'n8n-nodes-swiftia.swiftiaTool' };
				Object.assign(n8n.execution, { isToolExecution: undefined });
			},
		],
	])('%s', (_, set) => {
		const n8n = publicN8n();
		set(n8n);
		expect(choice(n8n, 'webhook')).toEqual({ park: false, why: 'an AI tool cannot be parked' });
	});
});
