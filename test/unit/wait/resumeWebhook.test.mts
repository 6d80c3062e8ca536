import '../fakeTime.mts';
import { N8n } from '../n8nContext.mts';
import { isCallable, resumeWebhookUrl, resumeWebhooks } from '../../../nodes/Swiftia/wait/resumeWebhook.js';

const at = (host: string, query = '?signature=abc') => `https://${host}/webhook-waiting/7/swiftia${query}`;

it.each([
	'n8n.example.com',
	'n8n.example.com:8443',
	'203.0.113.9',
	'172.15.0.1',
	'172.32.0.1',
	'100.63.0.1',
	'100.128.0.1',
	'me.app.n8n.cloud',
	'site-10.example.com',
	'n8n.local.example.com',
])('%s can be called by Swiftia', (host) => expect(isCallable(at(host))).toBe(true));

it.each([
	'localhost:5678',
	'127.0.0.1',
	'10.1.2.3',
	'172.16.0.1',
	'172.20.0.1',
	'172.31.255.1',
	'192.168.1.20',
	'169.254.1.1',
	'100.64.0.1',
	'100.72.0.1',
	'100.105.0.1',
	'100.127.0.1',
	'0.0.0.0',
	'[::1]:5678',
	'[fd00::1]',
	'[::ffff:10.0.0.1]',
	'[2001:db8::1]',
	'n8n.local',
	'n8n.internal',
	'nas.lan',
	'box.home.arpa',
	'n8n',
])('%s cannot', (host) => expect(isCallable(at(host))).toBe(false));

it('without a token anybody could call', () => expect(isCallable(at('n8n.example.com', ''))).toBe(false));

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
