import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { cleanApiKey } from '../api/credential';
import { SwiftiaError } from '../api/swiftiaError';
import { SwiftiaClient } from '../transport/client';
import { ticks } from '../time/clock';
import type { SwiftiaContext } from '../transport/connection';

/** Milliseconds after which the test gives up, also where other executions use the key's pace: a person waits for it. */
const LONGEST = 10_000;

/** Tests a credential by a read that costs nothing, with the words that the nodes have for what comes of it. */
export async function testCredential(
	this: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	try {
		const client = await SwiftiaClient.open(contextOf(this, data), { isImpatient: true });
		await client.getBrandPresets({ deadline: ticks() + LONGEST });
		return { status: 'OK', message: 'Connection successful!' };
	} catch (error) {
		const { message } = error as Error;
		return {
			status: 'Error',
			message: error instanceof SwiftiaError ? `${message}. ${error.hint}` : message,
		};
	}
}

/** A context for requests. The only helper that n8n gives the test of a credential is its old one. */
function contextOf(
	{ helpers, logger }: ICredentialTestFunctions,
	data: ICredentialDataDecryptedObject,
): SwiftiaContext {
	const { request } = helpers;
	return {
		getCredentials: async <T extends object>() => data as T,
		helpers: {
			async httpRequestWithAuthentication(_type, { method, url, timeout }) {
				const answer = (await request({
					method,
					uri: url,
					timeout,
					headers: { authorization: `Bearer ${cleanApiKey(data.apiKey)}` },
					followRedirect: false,
					simple: false,
					resolveWithFullResponse: true,
				})) as { body: unknown };
				// JSON was parsed already.
				const { body } = answer;
				return { ...answer, body: typeof body === 'string' ? body : JSON.stringify(body) } as unknown;
			},
		},
		logger,
	};
}
