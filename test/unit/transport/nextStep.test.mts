import { type JsonValue, asObject } from '../../../nodes/Swiftia/api/json.js';
import type { ErrorKind } from '../../../nodes/Swiftia/api/swiftiaError.js';
import {
	type Outcome,
	type SwiftiaRequest,
	type Tries,
	nextStep,
} from '../../../nodes/Swiftia/transport/nextStep.js';

const URL_ASKED = 'https://app.test/api/jobs';
const FIRST: Tries = { url: URL_ASKED, refusals: 0, trouble: 0, followed: 0 };

/** A request that reads `id`. */
const request = (
	method: 'GET' | 'POST',
	more: Partial<SwiftiaRequest<string>> = {},
): SwiftiaRequest<string> => ({
	method,
	path: '/jobs',
	label: { doing: 'do it' },
	read: (body) => (typeof asObject(body).id === 'string' ? String(asObject(body).id) : undefined),
	...more,
});
const answer = (
	status: number,
	body: JsonValue = {},
	more: { location?: string; refusedInARow?: number } = {},
): Outcome => ({
	status,
	headers: more.location === undefined ? {} : { location: more.location },
	body,
	refusedInARow: more.refusedInARow ?? 0,
});
const lost = (neverSent: boolean): Outcome => ({ code: 'ECONNRESET', neverSent });
const step = (method: 'GET' | 'POST', outcome: Outcome, tries: Partial<Tries> = {}) =>
	nextStep(request(method), outcome, { ...FIRST, ...tries });

describe('A result', () => {
	it.each<[string, 'GET' | 'POST', Outcome]>([
		['a GET with 200', 'GET', answer(200, { id: 'a' })],
		['a GET with 299', 'GET', answer(299, { id: 'a' })],
		['a POST with 200', 'POST', answer(200, { id: 'a' })],
		['a POST with 201', 'POST', answer(201, { id: 'a', warning: 'more' })],
		[
			'a POST with 200 that names an ID and an error',
			'POST',
			answer(200, { id: 'a', status: 429, code: 'RATE_LIMIT_EXCEEDED' }),
		],
	])('is read from %s', (_, method, outcome) => expect(step(method, outcome)).toEqual({ result: 'a' }));

	it('is read from other statuses where the request says so', () => {
		const alsoReads = (status: number, body: JsonValue) => status === 500 && asObject(body).type === 'error';
		const failed = request('GET', { alsoReads, read: () => 'failed' });
		expect(nextStep(failed, answer(500, { type: 'error' }), FIRST)).toEqual({ result: 'failed' });
		expect(nextStep(failed, answer(502, { type: 'error' }), FIRST)).toHaveProperty('again');
	});
});

describe('Again', () => {
	const cases: Array<[string, 'GET' | 'POST', Outcome, Partial<Tries>, Partial<Tries>, number]> = [
		['a GET that was lost', 'GET', lost(false), {}, { trouble: 1 }, 1000],
		['a GET that was lost twice', 'GET', lost(false), { trouble: 1 }, { trouble: 2 }, 2000],
		['a GET that was lost thrice', 'GET', lost(true), { trouble: 2 }, { trouble: 3 }, 4000],
		['a GET that was lost after a redirect', 'GET', lost(false), { followed: 2 }, { trouble: 1 }, 1000],
		['a POST that was never sent', 'POST', lost(true), {}, { trouble: 1 }, 1000],
		['a GET after 500', 'GET', answer(500), {}, { trouble: 1 }, 1000],
		['a GET after 503', 'GET', answer(503), { trouble: 2 }, { trouble: 3 }, 4000],
		['a GET after 408', 'GET', answer(408), {}, { trouble: 1 }, 1000],
		[
			'a GET whose 200 means 500',
			'GET',
			answer(200, { status: 500, code: 'INTERNAL_SERVER_ERROR' }),
			{},
			{ trouble: 1 },
			1000,
		],
		['a GET whose answer is none', 'GET', answer(200, '<html>'), {}, { trouble: 1 }, 1000],
		['a GET after a page with 404', 'GET', answer(404, ' <html>'), {}, { trouble: 1 }, 1000],
		['a GET after a page with 403', 'GET', answer(403, '<html>'), {}, { trouble: 1 }, 1000],
		['a GET after a page with 429', 'GET', answer(429, '<html>'), {}, { refusals: 1 }, 0],
		['a GET after 204', 'GET', answer(204, ''), {}, { trouble: 1 }, 1000],
		['a GET after 304', 'GET', answer(304, ''), {}, { trouble: 1 }, 1000],
		['a GET after 300', 'GET', answer(300, { id: 'a' }), {}, { trouble: 1 }, 1000],
		['a GET after 199', 'GET', answer(199, { id: 'a' }), {}, { trouble: 1 }, 1000],
		['a GET after 429', 'GET', answer(429), {}, { refusals: 1 }, 0],
		[
			'a GET whose 200 means 429',
			'GET',
			answer(200, { status: 429, code: 'RATE_LIMIT_EXCEEDED' }),
			{},
			{ refusals: 1 },
			0,
		],
		['a POST after 429', 'POST', answer(429), { trouble: 2 }, { refusals: 1 }, 0],
		[
			'a POST after the ninth 429',
			'POST',
			answer(429, {}, { refusedInARow: 9 }),
			{ refusals: 8 },
			{ refusals: 9 },
			0,
		],
		[
			'a GET after 301',
			'GET',
			answer(301, {}, { location: '/x' }),
			{},
			{ url: 'https://app.test/x', followed: 1 },
			0,
		],
		[
			'a GET after 303',
			'GET',
			answer(303, {}, { location: '/x' }),
			{},
			{ url: 'https://app.test/x', followed: 1 },
			0,
		],
		[
			'a POST after 307',
			'POST',
			answer(307, {}, { location: '/x' }),
			{},
			{ url: 'https://app.test/x', followed: 1 },
			0,
		],
		[
			'a POST after 308',
			'POST',
			answer(308, {}, { location: '/x' }),
			{ followed: 2 },
			{ url: 'https://app.test/x', followed: 3 },
			0,
		],
	];
	it.each(cases)('%s', (_, method, outcome, tries, more, after) =>
		expect(step(method, outcome, tries)).toMatchObject({ again: { ...FIRST, ...tries, ...more }, after }),
	);
});

describe('No more', () => {
	it.each<[string, 'GET' | 'POST', Outcome, Partial<Tries>, ErrorKind, RegExp]>([
		[
			'a GET that was lost four times',
			'GET',
			lost(false),
			{ trouble: 3 },
			'unreachable',
			/could not be reached to do it: the connection was lost/,
		],
		[
			'a POST that was never sent four times',
			'POST',
			lost(true),
			{ trouble: 3 },
			'unreachable',
			/could not be reached/,
		],
		['a POST that was lost', 'POST', lost(false), {}, 'outcomeUnknown', /: the connection was lost$/],
		[
			'a POST that was lost after a redirect',
			'POST',
			lost(true),
			{ followed: 1 },
			'outcomeUnknown',
			/: the connection was lost$/,
		],
		[
			'a POST after 301',
			'POST',
			answer(301, {}, { location: '/x' }),
			{},
			'redirected',
			/redirects to https:\/\/app\.test\/x/,
		],
		[
			'a POST after 302',
			'POST',
			answer(302, {}, { location: '/x' }),
			{},
			'redirected',
			/redirects to https:\/\/app\.test\/x/,
		],
		[
			'a POST after 303',
			'POST',
			answer(303, {}, { location: '/x' }),
			{},
			'outcomeUnknown',
			/the answer was a redirect \(HTTP 303\)$/,
		],
		[
			'a POST after 308 to another host',
			'POST',
			answer(308, {}, { location: 'https://evil.test/x' }),
			{},
			'redirected',
			/to https:\/\/evil\.test\/x/,
		],
		[
			'a GET after a fourth redirect',
			'GET',
			answer(302, {}, { location: '/x' }),
			{ followed: 3 },
			'redirected',
			/redirects to/,
		],
		['a GET after a redirect to nowhere', 'GET', answer(302), {}, 'redirected', /redirects to nowhere/],
		[
			'a GET whose answers are none',
			'GET',
			answer(200, '<html>'),
			{ trouble: 3 },
			'notSwiftia',
			/The answer \(HTTP 200\)/,
		],
		[
			'a GET after pages with 404',
			'GET',
			answer(404, '<html>'),
			{ trouble: 3 },
			'notSwiftia',
			/The answer \(HTTP 404\)/,
		],
		['a GET after 404 in words', 'GET', answer(404, 'No such job'), {}, 'notFound', /did not find/],
		['a GET after a page with 401', 'GET', answer(401, '<html>'), {}, 'keyRefused', /API key/],
		[
			'a POST after a page with 403',
			'POST',
			answer(403, '<html>'),
			{},
			'notSwiftia',
			/The answer \(HTTP 403\)/,
		],
		['a POST after a page with 413', 'POST', answer(413, '<html>'), {}, 'refused', /too large/],
		[
			'a POST after a page with 409',
			'POST',
			answer(409, '<html>'),
			{},
			'outcomeUnknown',
			/the answer \(HTTP 409\) included no ID/,
		],
		[
			'a POST whose answer is none',
			'POST',
			answer(200, '<html>'),
			{},
			'outcomeUnknown',
			/the answer \(HTTP 200\) included no ID/,
		],
		[
			'a POST whose 200 tells of an error',
			'POST',
			answer(200, { message: 'Not enough credits' }),
			{},
			'outcomeUnknown',
			/included no ID of what was started \("Not enough credits"\)$/,
		],
		[
			'a POST after 204',
			'POST',
			answer(204, ''),
			{},
			'outcomeUnknown',
			/the answer \(HTTP 204\) included no ID/,
		],
		[
			'a POST after 304',
			'POST',
			answer(304, ''),
			{},
			'outcomeUnknown',
			/the answer \(HTTP 304\) included no ID/,
		],
		[
			'a POST whose 200 means 429',
			'POST',
			answer(200, { status: 429, code: 'RATE_LIMIT_EXCEEDED' }),
			{},
			'outcomeUnknown',
			/included no ID/,
		],
		[
			'a GET after 500 for the fourth time',
			'GET',
			answer(500),
			{ trouble: 3 },
			'serverTrouble',
			/trouble \(HTTP 500\)/,
		],
		['a GET after 400', 'GET', answer(400), {}, 'refused', /did not accept the input/],
		['a GET after 401', 'GET', answer(401), {}, 'keyRefused', /API key/],
		['a GET after 409', 'GET', answer(409), {}, 'refused', /reported a conflict/],
		[
			'a POST after 500',
			'POST',
			answer(500, { message: 'Oops' }),
			{},
			'outcomeUnknown',
			/Swiftia answered with HTTP 500 \("Oops"\)$/,
		],
		['a POST after 503', 'POST', answer(503), {}, 'outcomeUnknown', /Swiftia answered with HTTP 503$/],
		['a POST after 408', 'POST', answer(408), {}, 'outcomeUnknown', /HTTP 408/],
		['a POST after 409', 'POST', answer(409), {}, 'outcomeUnknown', /HTTP 409/],
		['a POST after 400', 'POST', answer(400), {}, 'refused', /did not accept the input/],
		['a POST after 403', 'POST', answer(403), {}, 'refused', /does not allow/],
		['a GET after the tenth 429', 'GET', answer(429), { refusals: 9 }, 'rateLimited', /too many requests/],
		[
			'a GET after ten of its key in a row',
			'GET',
			answer(429, {}, { refusedInARow: 10 }),
			{},
			'rateLimited',
			/too many requests/,
		],
		['a POST after the tenth 429', 'POST', answer(429), { refusals: 9 }, 'rateLimited', /too many requests/],
	])('%s', (_, method, outcome, tries, kind, message) => {
		const { error } = step(method, outcome, tries) as { error: Error };
		expect(error).toMatchObject({ kind, message: expect.stringMatching(message) });
	});
});
