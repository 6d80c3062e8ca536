import { doubtAbout, webhookUrlHint } from '../../../../nodes/Swiftia/actions/job/webhookUrl.js';

it.each([
	['http://localhost:5678/webhook/x', 'the webhook at localhost:5678 is'],
	['https://n8n.example.com/webhook-test/x', 'the webhook at n8n.example.com is a test URL'],
	['https://n8n.example.com/base/webhook-test', 'Use a production URL at a public address'],
	['http://192.168.1.2/webhook-test/x?token=secret', 'the webhook at 192.168.1.2 is'],
])('%s is doubtful', (url, says) => {
	expect(doubtAbout(url)).toContain(says);
	expect(doubtAbout(url)).not.toContain('secret');
});

it.each([
	undefined,
	null,
	5,
	'nowhere',
	'https://n8n.example.com/webhook/x',
	'https://n8n.example.com/webhook/webhook-testing',
	'https://n8n.example.com/x?next=/webhook-test/x',
])('Nothing is known against %p', (url) => expect(doubtAbout(url)).toBeUndefined());

describe('The editor', () => {
	const { message, displayCondition } = webhookUrlHint;
	const condition = /^=\{\{ (.+) \}\}$/.exec(displayCondition!)![1]!;
	const isShown = (more: object) =>
		Boolean(
			// As n8n evaluates it: an expression of the node's parameters.
			new Function('$parameter', `return ${condition}`)({
				resource: 'job',
				operation: 'create',
				waitForCompletion: false,
				completionWebhook: 'url',
				webhookUrl: 'http://localhost:5678/webhook/x',
				...more,
			}),
		);

	it('shows it before anything runs', () => {
		expect(webhookUrlHint).toMatchObject({ type: 'warning', whenToDisplay: 'beforeExecution' });
		expect(message.length).toBeLessThanOrEqual(120);
		expect(isShown({})).toBe(true);
		expect(isShown({ webhookUrl: 'https://n8n.example.com/webhook-test/x' })).toBe(true);
	});

	it.each([
		{ webhookUrl: 'https://n8n.example.com/webhook/x' },
		{ webhookUrl: undefined },
		{ webhookUrl: '' },
		{ completionWebhook: 'resume' },
		{ completionWebhook: undefined },
		{ waitForCompletion: true },
		{ operation: 'get' },
		{ resource: 'render' },
	])('not with %j', (more) => expect(isShown(more)).toBe(false));
});
