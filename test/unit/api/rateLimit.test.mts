import { readRateSignals } from '../../../nodes/Swiftia/api/rateLimit.js';

const DATE = 'Mon, 23 Nov 2026 20:00:00 GMT';
const SERVER = Date.parse(DATE);
/** An hour and a bit later, by this machine's clock. */
const NOW = SERVER + 3_661_000;
const silent = { remaining: null, resetAt: null, retryAfter: null, serverTime: null };

it.each([
	[
		'the documented sample',
		{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1640995200000' },
		{},
		{ remaining: 0, resetAt: 1_640_995_200_000 },
	],
	['the server’s clock', { date: DATE }, {}, { serverTime: SERVER }],
	['no clock', { date: 'soon' }, {}, {}],
	['a reset in epoch milliseconds', { 'x-ratelimit-reset': '100000000000' }, {}, { resetAt: 1e11 }],
	['a reset in epoch seconds', { 'x-ratelimit-reset': '1640995200' }, {}, { resetAt: 1_640_995_200_000 }],
	['the first reset that is epoch seconds', { 'x-ratelimit-reset': '1000000000' }, {}, { resetAt: 1e12 }],
	[
		'the last reset that is epoch seconds',
		{ 'x-ratelimit-reset': '99999999999' },
		{},
		{ resetAt: 99_999_999_999_000 },
	],
	['a reset in seconds from now', { 'x-ratelimit-reset': '2' }, {}, { resetAt: NOW + 2000 }],
	[
		'a reset in seconds, by the server’s clock',
		{ 'x-ratelimit-reset': '2', date: DATE },
		{},
		{ resetAt: SERVER + 2000, serverTime: SERVER },
	],
	['Retry-After in seconds', { 'retry-after': '2' }, { retryAfter: 5 }, { retryAfter: 2000 }],
	['Retry-After of 0', { 'retry-after': '0' }, { retryAfter: 5 }, { retryAfter: 0 }],
	['Retry-After below 0', { 'retry-after': '-3' }, {}, { retryAfter: 0 }],
	[
		'Retry-After as a date',
		{ 'retry-after': 'Mon, 23 Nov 2026 20:00:07 GMT', date: DATE },
		{},
		{ retryAfter: 7000, serverTime: SERVER },
	],
	[
		'Retry-After as a date without another',
		{ 'retry-after': new Date(NOW + 9000).toUTCString() },
		{},
		{ retryAfter: 9000 },
	],
	[
		'Retry-After as a date that is past',
		{ 'retry-after': 'Mon, 23 Nov 2026 19:00:00 GMT', date: DATE },
		{},
		{ retryAfter: 0, serverTime: SERVER },
	],
	['Retry-After that is none', { 'retry-after': 'later' }, { retryAfter: 1.5 }, { retryAfter: 1500 }],
	['only the body', {}, { retryAfter: 1.5 }, { retryAfter: 1500 }],
	['a text', {}, 'text', {}],
	['nothing', {}, null, {}],
])('Read from %s', (_, headers, body, expected) =>
	expect(readRateSignals(headers, body, NOW)).toEqual({ ...silent, ...expected }),
);
