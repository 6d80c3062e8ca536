import { type Fault, reply, replyHealthily } from '../fault.mts';

/** Headers that are not true, or make no sense, on answers that are good. */
const LIES: Record<string, Record<string, string>> = {
	'five left, always': {
		'x-ratelimit-limit': '10',
		'x-ratelimit-remaining': '5',
		'x-ratelimit-reset': '1640995200000',
	},
	'none left, and a reset that is past': {
		'x-ratelimit-remaining': '0',
		'x-ratelimit-reset': '1640995200000',
	},
	'none left, and no reset': { 'x-ratelimit-remaining': '0' },
	'none left, and a reset in a second': { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' },
	'none left, and a reset in the year 5138': {
		'x-ratelimit-remaining': '0',
		'x-ratelimit-reset': '99999999999999',
	},
	'fewer than none left': { 'x-ratelimit-remaining': '-3', 'x-ratelimit-reset': '-1' },
	'more left than there are': { 'x-ratelimit-remaining': '1e308' },
	'words where numbers should be': {
		'x-ratelimit-limit': 'many',
		'x-ratelimit-remaining': 'some',
		'x-ratelimit-reset': 'soon',
		'retry-after': 'later',
	},
	'numbers that are none': { 'x-ratelimit-remaining': 'NaN', 'x-ratelimit-reset': 'Infinity' },
	'a date of the year 2100': {
		date: 'Fri, 01 Jan 2100 00:00:00 GMT',
		'x-ratelimit-remaining': '0',
		'x-ratelimit-reset': '60',
	},
	'a date of 1970': { date: 'Thu, 01 Jan 1970 00:00:00 GMT', 'x-ratelimit-remaining': '1' },
	'a date that is none': { date: 'yesterday', 'x-ratelimit-remaining': '1', 'x-ratelimit-reset': '0' },
	'retry after an hour, though all is well': { 'retry-after': '3600' },
	'a location, though all is well': { location: 'http://localhost:9/elsewhere' },
	'a challenge, though all is well': { 'www-authenticate': 'Bearer realm="swiftia"' },
	'a cookie': { 'set-cookie': 'session=1; Path=/' },
	'eighty headers': Object.fromEntries(Array.from({ length: 80 }, (_, index) => [`x-header-${index}`, 'x'])),
};

/** When to come back after a refusal for pace, in all that is and is not allowed. */
const COME_BACK: Record<string, Record<string, string>> = {
	nothing: {},
	'a second': { 'retry-after': '1' },
	'no time': { 'retry-after': '0' },
	'less than no time': { 'retry-after': '-5' },
	'half a second': { 'retry-after': '0.5' },
	'thirty years': { 'retry-after': '1000000000' },
	'a number beyond all': { 'retry-after': '1e400' },
	'a word': { 'retry-after': 'soon' },
	'a date that is past': { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' },
	'a date of the year 2100': { 'retry-after': 'Fri, 01 Jan 2100 00:00:00 GMT' },
	'a reset in seconds': { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2' },
	'a reset of the past': { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1640995200000' },
	'a reset of the past, in seconds': { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1640995200' },
	'a reset of the year 5138': { 'x-ratelimit-reset': '99999999999999' },
	'five left': { 'x-ratelimit-remaining': '5', 'x-ratelimit-limit': '10' },
	'a clock of the year 2100': { date: 'Fri, 01 Jan 2100 00:00:00 GMT', 'x-ratelimit-reset': '4102444800000' },
};

/** In the body of a refusal for pace. */
const IN_BODY: unknown[] = [1, 0, -1, '2', 'soon', null, {}, 1e12];

/** Lying headers. They are no reason to fail. */
export const headerFaults: Fault[] = [
	...Object.entries(LIES).map(
		([name, headers]): Fault => ({
			name,
			nature: { kind: 'harmless' },
			act: (exchange) => replyHealthily(exchange, headers),
		}),
	),
	...Object.entries(COME_BACK).map(
		([name, headers]): Fault => ({
			name: `refused for pace: ${name}`,
			nature: { kind: 'rateLimited' },
			times: 'once',
			act: (exchange) =>
				reply(exchange, 429, { status: 429, message: 'Too many', code: 'RATE_LIMIT_EXCEEDED' }, headers),
		}),
	),
	...IN_BODY.map(
		(retryAfter): Fault => ({
			name: `refused for pace: ${JSON.stringify(retryAfter)} in the body`,
			nature: { kind: 'rateLimited' },
			times: 'once',
			act: (exchange) =>
				reply(exchange, 429, { status: 429, message: 'Too many', code: 'RATE_LIMIT_EXCEEDED', retryAfter }),
		}),
	),
];
