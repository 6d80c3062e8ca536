import '../fakeTime.mts';
import { type SwiftiaContext, connect } from '../../../nodes/Swiftia/transport/connection.js';
import { API_KEY, StandIn } from './standIn.mts';

const connectWith = async (credential: { apiKey?: unknown; baseUrl?: unknown }) => {
	const standIn = new StandIn();
	Object.assign(standIn.credential, credential);
	return await standIn.connect();
};

it('takes what was copied along off the credential', async () => {
	const { credential } = await connectWith({ apiKey: ' "Bearer key"\n', baseUrl: ' https://a.test/api/ ' });
	expect(credential).toEqual({ apiKey: 'key', baseUrl: 'https://a.test/api' });
});

it('asks for the credential of Swiftia, and has the signal of the execution', async () => {
	const standIn = new StandIn();
	const getCredentials = jest.spyOn(standIn.context, 'getCredentials');
	expect((await standIn.connect()).signal).toBe(standIn.stop.signal);
	expect(getCredentials.mock.calls).toEqual([['swiftiaApi', undefined]]);
	await connect(standIn.context, { itemIndex: 3 });
	expect(getCredentials.mock.calls[1]).toEqual(['swiftiaApi', 3]);
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
	expect(one.account).toBe(same.account);
	expect(one.account).not.toBe(other.account);
	expect(one.account).not.toContain(API_KEY);
	expect(one.redact(`key ${API_KEY}`)).toBe('key ***');
});
