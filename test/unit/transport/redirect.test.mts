import { isRedirect, judgeRedirect } from '../../../nodes/Swiftia/transport/redirect.js';

it.each([
	[300, false],
	[301, true],
	[302, true],
	[303, true],
	[304, false],
	[305, false],
	[306, false],
	[307, true],
	[308, true],
	[200, false],
])('HTTP %i is a redirect: %s', (status, is) => expect(isRedirect(status)).toBe(is));

const URL_ASKED = 'https://app.test/api/jobs';
const judge = (
	method: 'GET' | 'POST',
	more: { status?: number; location?: string; url?: string; followed?: number },
) => judgeRedirect(method, { status: 308, location: '/api/jobs/', url: URL_ASKED, followed: 0, ...more });

it.each<[string, 'GET' | 'POST', Parameters<typeof judge>[1], string]>([
	['a GET after 301', 'GET', { status: 301 }, 'https://app.test/api/jobs/'],
	['a GET after 302', 'GET', { status: 302 }, 'https://app.test/api/jobs/'],
	['a GET after 303', 'GET', { status: 303 }, 'https://app.test/api/jobs/'],
	['a GET after 307', 'GET', { status: 307 }, 'https://app.test/api/jobs/'],
	['a GET with a whole address', 'GET', { location: 'https://app.test/x?y=1' }, 'https://app.test/x?y=1'],
	['a GET with the usual port', 'GET', { location: 'https://APP.test:443/x' }, 'https://app.test/x'],
	['a GET with a relative address', 'GET', { location: 'x' }, 'https://app.test/api/x'],
	['a third redirect', 'GET', { followed: 2 }, 'https://app.test/api/jobs/'],
	['a POST after 307', 'POST', { status: 307 }, 'https://app.test/api/jobs/'],
	['a POST after 308', 'POST', { status: 308 }, 'https://app.test/api/jobs/'],
])('Followed is %s', (_, method, more, follow) => expect(judge(method, more)).toEqual({ follow }));

it.each<[string, 'GET' | 'POST', Parameters<typeof judge>[1], string | undefined]>([
	['another host', 'GET', { location: 'https://evil.test/api/jobs?key=1#x' }, 'https://evil.test/api/jobs'],
	['another host without a scheme', 'GET', { location: '//evil.test/x' }, 'https://evil.test/x'],
	['a host below', 'GET', { location: 'https://x.app.test/' }, 'https://x.app.test/'],
	['a name before the host', 'GET', { location: 'https://app.test@evil.test/' }, 'https://evil.test/'],
	['another port', 'GET', { location: 'https://app.test:8443/x' }, 'https://app.test:8443/x'],
	['another scheme', 'GET', { location: 'http://app.test/x' }, 'http://app.test/x'],
	['a fourth redirect', 'GET', { followed: 3 }, 'https://app.test/api/jobs/'],
	['a POST after 301', 'POST', { status: 301 }, 'https://app.test/api/jobs/'],
	['a POST after 302', 'POST', { status: 302 }, 'https://app.test/api/jobs/'],
	['a POST after 303', 'POST', { status: 303 }, 'https://app.test/api/jobs/'],
	['a POST to another host', 'POST', { location: 'https://evil.test/' }, 'https://evil.test/'],
	['nowhere', 'GET', { location: '' }, undefined],
	['what is no address', 'GET', { location: 'https://' }, undefined],
])('Not followed is %s', (_, method, more, refuse) => expect(judge(method, more)).toEqual({ refuse }));
