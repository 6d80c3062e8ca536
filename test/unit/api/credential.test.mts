import { cleanApiKey, readCredential } from '../../../nodes/Swiftia/api/credential.js';
import { thrownBy } from '../thrownBy.mts';

const BASE_URL = 'https://app.swiftia.io/api';
const keyOf = (apiKey: unknown) => readCredential({ apiKey, baseUrl: BASE_URL }).apiKey;
const baseUrlOf = (baseUrl: unknown) => readCredential({ apiKey: 'key', baseUrl }).baseUrl;

it.each([
	['k', 'k'],
	['sk-1_2.3~!', 'sk-1_2.3~!'],
	['clé', 'clé'],
	[' key', 'key'],
	['key\n', 'key'],
	['\r\n\tkey\u00a0', 'key'],
	['\ufeffkey\u200b', 'key'],
	['k\u00ad\u2060ey', 'key'],
	['Bearer key', 'key'],
	['bearer   key', 'key'],
	['Authorization: Bearer key', 'key'],
	['"key"', 'key'],
	['“key”', 'key'],
	['`key`', 'key'],
	["'Bearer key'", 'key'],
	['Bearer "key"', 'key'],
	[' "\u200bBearer key " ', 'key'],
])('The key %j is %s', (given, key) => expect(keyOf(given)).toBe(key));

it.each(['', ' ', '\u200b', '""', null, undefined, true, ['key'], {}])(
	'%j is no key: it is empty',
	(given) => {
		expect(cleanApiKey(given)).toBe('');
		expect(thrownBy(() => keyOf(given))).toMatchObject({
			kind: 'badInput',
			message: 'The API key in the Swiftia credential is empty',
			hint: expect.stringContaining('Paste the key'),
		});
	},
);

it.each(['a key', 'one\ntwo', 'Bearer one two', 'k\u00f1\u0100'])(
	'%j is no key, and no message has it',
	(given) => {
		const { kind, message, hint } = thrownBy(() => keyOf(given)) as Error & { kind: string; hint: string };
		expect(kind).toBe('badInput');
		expect(message).toMatch(/has a space or an invalid character$/);
		expect(message + hint).not.toContain(given);
	},
);

it.each([
	[BASE_URL, BASE_URL],
	[' http://localhost:3000/api// ', 'http://localhost:3000/api'],
	['"https://app.swiftia.io/api"', BASE_URL],
	['https://app.swiftia.io/api\u200b\n', BASE_URL],
	['https://app.swiftia.io', 'https://app.swiftia.io'],
])('The base URL %j is %s', (given, baseUrl) => expect(baseUrlOf(given)).toBe(baseUrl));

it.each([
	'',
	'app.swiftia.io/api',
	'ftp://app.swiftia.io/api',
	'xhttps://app.swiftia.io/api',
	'httpsx://app.swiftia.io/api',
	'https://app.swiftia.io/ api',
	'https://app.swiftia.io/api?a=1',
	'https://app.swiftia.io/api#a',
	'https://user@app.swiftia.io/api',
	'https://:password@app.swiftia.io/api',
	null,
	undefined,
	{},
])('The base URL %j is none', (given) =>
	expect(thrownBy(() => baseUrlOf(given))).toMatchObject({
		kind: 'badInput',
		message: 'The base URL in the Swiftia credential is not a web address',
		hint: expect.stringContaining(BASE_URL),
	}),
);
