import { isBellSafe, resumeWebhooks } from '../../nodes/Swiftia/wait/bell.js';
import { fileNameOf } from '../../nodes/Swiftia/actions/shared/outputFile.js';
import { acceptedRender } from '../../nodes/Swiftia/api/render.js';

const at = (host: string, query = '?signature=abc') => `https://${host}/webhook-waiting/7/swiftia${query}`;

it.each(['n8n.example.com', 'n8n.example.com:8443', '203.0.113.9', 'me.app.n8n.cloud'])(
	'%s can be called by Swiftia',
	(host) => expect(isBellSafe(at(host))).toBe(true),
);

it.each([
	'localhost:5678',
	'127.0.0.1',
	'10.1.2.3',
	'172.16.0.1',
	'172.31.255.1',
	'192.168.1.20',
	'169.254.1.1',
	'100.64.0.1',
	'[::1]:5678',
	'[fd00::1]',
	'n8n.local',
	'n8n.internal',
	'n8n',
])('%s cannot', (host) => expect(isBellSafe(at(host))).toBe(false));

it('without a token anybody could ring', () => expect(isBellSafe(at('n8n.example.com', ''))).toBe(false));

it('n8n says nothing of its own to a callback', () => {
	expect(resumeWebhooks).toHaveLength(1);
	expect(resumeWebhooks[0]).toMatchObject({
		httpMethod: 'POST',
		path: 'swiftia',
		restartWebhook: true,
		responseData: '',
	});
});

describe('The name of a file', () => {
	const render = acceptedRender({
		renderId: 'r1',
		jobId: 'j',
		shortId: '3',
		title: 'What/if: "this" \n works?',
	});

	it('is made of the title and safe everywhere', () =>
		expect(fileNameOf(render)).toBe('What if this works 3.mp4'));
	it('is the one that was asked for, with one ending', () => {
		expect(fileNameOf(render, 'mine')).toBe('mine.mp4');
		expect(fileNameOf(render, 'mine.mp4')).toBe('mine.mp4');
	});
	it('is the render’s id where there is no title', () =>
		expect(fileNameOf({ ...render, title: null })).toBe('r1.mp4'));
	it('is never too long', () => expect(fileNameOf({ ...render, title: 'x'.repeat(500) })).toHaveLength(104));
});
