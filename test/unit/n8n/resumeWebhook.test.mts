import '../fakeTime.mts';
import { N8n } from '../n8nContext.mts';
import { mayBeCalled, resumeWebhookUrl, resumeWebhooks } from '../../../nodes/Swiftia/n8n/resumeWebhook.js';

it.each([
	['with the token of n8n 2', 'https://n8n.test/w/7/swiftia?signature=abc', true],
	['without one, as n8n 1 has it', 'https://n8n.test/w/7/swiftia', false],
])('An execution may be called at a URL %s', (_, url, may) => expect(mayBeCalled(url)).toBe(may));

it('n8n takes POST at the node’s own path of the execution, and says nothing of its own to it', () => {
	expect(resumeWebhooks).toEqual([
		{
			name: 'default',
			httpMethod: 'POST',
			path: 'swiftia',
			restartWebhook: true,
			responseMode: 'onReceived',
			responseData: '',
			isFullPath: true,
		},
	]);
});

it.each([
	['https://n8n.test/w/7?signature=abc', 'https://n8n.test/w/7/swiftia?signature=abc'],
	['https://n8n.test/w/7/', 'https://n8n.test/w/7/swiftia'],
	['http://localhost:5678/sub/w/7', 'http://localhost:5678/sub/w/7/swiftia'],
])('a callback to %s comes to this node', (resumeUrl, url) => {
	const n8n = new N8n();
	n8n.resumeUrl = resumeUrl;
	expect(resumeWebhookUrl(n8n.execution)).toBe(url);
});
