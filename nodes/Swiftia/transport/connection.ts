import { createHash } from 'crypto';
import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';
import { type Credential, type GivenCredential, readCredential } from '../api/credential';
import type { SwiftiaError } from '../api/swiftiaError';
import type { Priority } from './pace/fairQueue';
import { type Pace, paceOf } from './pace/pace';
import { redact } from './redact';

/** As much of any of n8n's contexts as a request needs. */
export interface SwiftiaContext {
	/** With the number of the item, where an expression in the credential may ask for it. */
	getCredentials: <T extends object>(type: string, itemIndex?: number) => Promise<T>;
	helpers: Pick<IWebhookFunctions['helpers'], 'httpRequestWithAuthentication'>;
	logger: IWebhookFunctions['logger'];
	getExecutionCancelSignal?: IExecuteFunctions['getExecutionCancelSignal'];
}

/** What all requests of one execution with one credential share. */
export interface Connection {
	context: SwiftiaContext;
	credential: Credential;
	/** Names key and address, and tells neither. */
	account: string;
	pace: Pace;
	/** Of its requests among all with the same key. */
	priority: Priority;
	/** Whether each request is tried once only. */
	isImpatient: boolean;
	/** Given when the execution is stopped. */
	signal: AbortSignal | undefined;
	/** Takes the API key out of a text. */
	redact: (text: string) => string;
	/** What Swiftia said about the whole account: no paid request is sent after it. */
	accountRefusal?: SwiftiaError;
}

/** For whom a connection is. */
export interface ConnectionOptions {
	/** The item for which expressions in the credential are evaluated. */
	itemIndex?: number;
	priority?: Priority;
	isImpatient?: boolean;
}

/**
 * A connection with the node's credential. All connections with the same key share one pace.
 *
 * @throws SwiftiaError (badInput) for a credential that no request can be built on
 */
export async function connect(
	context: SwiftiaContext,
	{ itemIndex, priority = 'normal', isImpatient = false }: ConnectionOptions = {},
): Promise<Connection> {
	const given = await context.getCredentials<GivenCredential>('swiftiaApi', itemIndex);
	const credential = readCredential(given);
	const account = accountOf(credential);
	return {
		context,
		credential,
		account,
		pace: paceOf(account),
		priority,
		isImpatient,
		signal: context.getExecutionCancelSignal?.(),
		redact: (text) => redact(text, credential.apiKey),
	};
}

/** Names a credential's key and address without telling them. */
function accountOf({ apiKey, baseUrl }: Credential): string {
	return createHash('sha256').update(`${baseUrl} ${apiKey}`).digest('hex').slice(0, 16);
}
