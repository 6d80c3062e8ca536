import '../fakeTime.mts';
import { type SwiftiaContext, connect } from '../../../nodes/Swiftia/transport/connection.js';
import { API_KEY, StandIn } from './standIn.mts';

const connectWith = async (credential: { apiKey?: unknown; baseUrl?: unknown }) => {
	const standIn = new StandIn();
	Object.assign(standIn.credential, credential);
	return await standIn.connect();
};

it.each([
	['https://app.swiftia.io/api', 'https://app.swiftia.io/api'],
	[' http://localhost:3000/api// ', 'http://localhost:3000/api'],
	['https://app.swiftia.io', 'https://app.swiftia.io'],
])('The base URL "%s" is %s', async (given, baseUrl) =>
	expect(await connectWith({ baseUrl: given })).toMatchObject({ baseUrl }),
);

it.each([
	'',
	'app.swiftia.io/api',
	'ftp://app.swiftia.io/api',
	'xhttps://app.swiftia.io/api',
	'httpsx://app.swiftia.io/api',
	'https://app.swiftia.io/api?a=1',
	'https://app.swiftia.io/api#a',
	'https://user@app.swiftia.io/api',
	'https://:password@app.swiftia.io/api',
	null,
	undefined,
	{},
])('The base URL %p is none', async (baseUrl) =>
	expect(connectWith({ baseUrl })).rejects.toMatchObject({
		kind: 'badInput',
		message: 'The base URL in the Swiftia credential is not a web address',
		hint: expect.stringContaining('https://'),
	}),
);

it.each(['k', 'sk-1_2.3~!', 'clé'])('%s can be a key', async (apiKey) =>
	expect(connectWith({ apiKey })).resolves.toBeDefined(),
);

it.each(['', ' key', 'key ', 'a key', 'key\n', 'kéy\u0100', null, undefined, 7, ['key']])(
	'%p is no key, and no message has it',
	async (apiKey) =>
		expect(connectWith({ apiKey })).rejects.toMatchObject({
			kind: 'badInput',
			message: expect.stringMatching(/^The API key in the Swiftia credential is empty, or has spaces/),
			hint: expect.stringContaining('Paste the key'),
		}),
);

it('asks for the credential of Swiftia, and has the signal of the execution', async () => {
	const standIn = new StandIn();
	const getCredentials = jest.spyOn(standIn.context, 'getCredentials');
	expect((await standIn.connect()).signal).toBe(standIn.stop.signal);
	expect(getCredentials.mock.calls).toEqual([['swiftiaApi']]);
});

it('has no signal where n8n gives none', async () => {
	const { credential } = new StandIn();
	const context = { getCredentials: async () => credential } as unknown as SwiftiaContext;
	expect((await connect(context)).signal).toBeUndefined();
});

it('shares the pace with others of the same key and host, and takes the key out of texts', async () => {
	const standIn = new StandIn();
	const [one, same, other] = [await standIn.connect(), await standIn.connect(), await connectWith({})];
	expect(one.pace).toBe(same.pace);
	expect(one.pace).not.toBe(other.pace);
	expect(one.redact(`key ${API_KEY}`)).toBe('key ***');
});
