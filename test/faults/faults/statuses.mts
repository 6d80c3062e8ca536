import { type Exchange, type Fault, type Nature, reply } from '../fault.mts';
import type { Hit } from '../operations.mts';

const refused = (says: RegExp, account = false): Nature => ({ kind: 'refused', says, account });
const INVALID = refused(/did not accept the input/);
const CREDITS = refused(/not enough Swiftia credits/, true);
const FORBIDDEN = refused(/does not allow this account/);
const NOT_FOUND: Nature = { kind: 'notFound', says: /did not find/ };
const TOO_LARGE = (status: number) => refused(new RegExp(`too large.*HTTP ${status}`));

const KNOWN = new Map<number, Nature>([
	[400, INVALID],
	[401, refused(/did not accept the API key/, true)],
	[402, CREDITS],
	[403, FORBIDDEN],
	[404, NOT_FOUND],
	[408, { kind: 'trouble', says: /took too long \(HTTP 408\)/ }],
	[409, { kind: 'conflict', says: /HTTP 409/ }],
	[413, TOO_LARGE(413)],
	[422, INVALID],
	[429, { kind: 'rateLimited' }],
	[451, refused(/legal reasons \(HTTP 451\)/)],
]);

const CLIENT = [
	400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 411, 412, 413, 414, 415, 418, 421, 422, 423, 424, 425,
	426, 428, 429, 431, 451, 460, 499,
];
const SERVER = [500, 501, 502, 503, 504, 505, 507, 508, 511, 520, 522, 524, 529, 599];
const NEITHER = [204, 300, 304, 305, 306];

/** Statuses that say the same whoever answers. */
const SAID_BY_ANYONE = [401, 408, 413, 429];

function natureOf(status: number, isPage: boolean, { method }: Hit): Nature {
	const isRefused = status >= 400 && status < 500;
	// What a paid request that met a conflict did is unknown, whoever says so.
	if (isPage && isRefused && !SAID_BY_ANYONE.includes(status) && !(status === 409 && method === 'POST'))
		return { kind: 'page' };
	const known = KNOWN.get(status);
	if (known) return known;
	if (status < 400) return { kind: 'noAnswer' };
	if (status >= 500) return { kind: 'trouble', says: new RegExp(`having trouble \\(HTTP ${status}\\)`) };
	return refused(new RegExp(`answered with HTTP ${status}`));
}

type Body = (status: number, exchange: Exchange) => unknown;

const BODIES: Record<string, Body> = {
	'a message': (status) => ({ status, message: 'Something is wrong', code: 'SOME_CODE' }),
	HTML: () => '<!doctype html><html><body>Something is wrong</body></html>',
	nothing: () => '',
	'type error': () => ({ type: 'error', message: 'Out of memory' }),
	'the key': (_, { key }) => ({ message: `No ${key} here`, error: key, code: key }),
	'a list': () => [{ message: 'Something is wrong' }],
};

/** Every status of interest, with every body. */
export const statusFaults: Fault[] = [...CLIENT, ...SERVER, ...NEITHER].flatMap((status) =>
	Object.entries(BODIES).map(
		([name, body]): Fault => ({
			name: `${status} with ${name}`,
			nature: (hit) =>
				isFailedRender(status, name, hit) ? FAILED_RENDER : natureOf(status, name === 'HTML', hit),
			act: (exchange) => reply(exchange, status, body(status, exchange), { 'x-echo': exchange.key }),
		}),
	),
);

const FAILED_RENDER: Nature = { kind: 'failed', reason: /Out of memory/ };

// The docs show the body of a failed render with 500, and so with no other status.
function isFailedRender(status: number, body: string, { of, method }: Hit): boolean {
	return status === 500 && body === 'type error' && of === 'render' && method === 'GET';
}

const special = (name: string, status: number, nature: Nature, body: unknown): Fault => ({
	name,
	nature,
	act: (exchange) => reply(exchange, status, body),
});

/** The refusals that Swiftia documents, and others like them. */
export const refusalFaults: Fault[] = [
	special('storage full', 403, refused(/storage is full/, true), {
		error: 'fullStorage',
		message: 'Your storage is full',
		storageInfo: { usedSize: 950, totalSize: 1000, availableSize: 50 },
	}),
	special('storage full, without figures', 403, refused(/storage is full/, true), { error: 'fullStorage' }),
	special('storage full, odd figures', 403, refused(/storage is full/, true), {
		error: 'fullStorage',
		storageInfo: [null, {}],
	}),
	special('phone not verified', 403, refused(/verified phone number/, true), {
		error: 'Phone verification required',
		message: 'Verify your phone',
		phoneNumber: null,
	}),
	special('no credits, in the message', 403, CREDITS, {
		status: 403,
		message: 'Not enough credits',
		code: 'FORBIDDEN',
	}),
	special('no credits, in the code', 403, CREDITS, { status: 403, code: 'INSUFFICIENT_CREDITS' }),
	special('no credits, in the error', 403, CREDITS, { error: 'Insufficient credit balance' }),
	...Object.entries({
		'an error with a message': { error: { message: 'Not enough credits', code: 'FORBIDDEN' } },
		'an error with a code': { error: { code: 'INSUFFICIENT_CREDITS' } },
		'a list of messages': { statusCode: 403, message: ['Not enough credits'], error: 'Forbidden' },
		'a list of errors': { errors: [{ message: 'Not enough credits', code: 'FORBIDDEN' }] },
		'a list of texts': { message: 'Forbidden', errors: ['Not enough credits'] },
		'a detail': { detail: 'Not enough credits' },
		'a list of details': { detail: [{ loc: ['body'], msg: 'Insufficient balance', type: 'value_error' }] },
	}).map(([form, body]) => special(`no credits, in ${form}`, 403, CREDITS, body)),
	special('storage full, in the code of an error', 403, refused(/storage is full/, true), {
		error: { code: 'fullStorage', message: 'Your storage is full' },
	}),
	special('phone not verified, in an error with a message', 403, refused(/verified phone number/, true), {
		error: { message: 'Phone verification required', code: 'FORBIDDEN' },
	}),
	special('no permission, in an error with a message', 403, FORBIDDEN, {
		error: { message: 'No permission', code: 'FORBIDDEN' },
	}),
	special('no permission', 403, FORBIDDEN, { status: 403, message: 'No permission', code: 'FORBIDDEN' }),
	special('an inactive brand preset', 400, INVALID, { message: 'Selected brand preset is inactive' }),
	special('a message of a hundred thousand letters', 400, INVALID, { message: 'x'.repeat(100_000) }),
	special('a message that is an object', 400, INVALID, { message: { text: 'no' }, error: { message: 'no' } }),
	special('a status in words', 404, NOT_FOUND, { status: '404', message: 404, code: 404 }),
	{
		name: '500 as rendering error',
		nature: (hit) =>
			hit.of === 'render' && hit.method === 'GET'
				? { kind: 'failed', reason: /Codec not supported/ }
				: { kind: 'trouble', says: /having trouble \(HTTP 500\)/ },
		act: (exchange) =>
			reply(exchange, 500, { status: 500, message: 'Codec not supported', code: 'RENDERING_ERROR' }),
	},
	{
		name: '502 as rendering error',
		nature: { kind: 'trouble', says: /having trouble \(HTTP 502\)/ },
		act: (exchange) => reply(exchange, 502, { status: 500, message: 'Bad', code: 'RENDERING_ERROR' }),
	},
	{
		name: '500 as internal error',
		nature: { kind: 'trouble', says: /having trouble \(HTTP 500\)/ },
		act: (exchange) => reply(exchange, 500, { status: 500, message: 'Oops', code: 'INTERNAL_SERVER_ERROR' }),
	},
	{
		name: '500 with a render in progress',
		nature: { kind: 'trouble', says: /having trouble \(HTTP 500\)/ },
		act: (exchange) => reply(exchange, 500, { type: 'progress', progress: 0.4 }),
	},
];
