import type { IExecuteFunctions, ILoadOptionsFunctions, IWebhookFunctions } from 'n8n-workflow';
import { type SwiftiaError, badInput } from '../api/swiftiaError';
import type { Priority } from './pace/fairQueue';
import { type Pace, paceOf } from './pace/pace';
import { redact } from './redact';

/** Any of n8n's contexts that a request can be sent from. */
export type SwiftiaContext = IExecuteFunctions | IWebhookFunctions | ILoadOptionsFunctions;

/** What all requests of one execution share. */
export interface Connection {
	context: SwiftiaContext;
	/** Without a slash at the end. */
	baseUrl: string;
	pace: Pace;
	/** Of its requests among all with the same key. */
	priority: Priority;
	/** Given when the execution is stopped. */
	signal: AbortSignal | undefined;
	/** Takes the API key out of a text. */
	redact: (text: string) => string;
	/** What Swiftia said about the whole account: no paid request is sent after it. */
	accountRefusal?: SwiftiaError;
}

/** Characters that a header can carry (RFC 9110). */
const HEADER_VALUE = /^[\x21-\x7e\x80-\xff]+$/;

/**
 * A connection with the node's credential. All connections with the same key share one pace.
 *
 * @throws SwiftiaError (badInput) for a base URL that is no web address, or a key that no header can carry
 */
export async function connect(context: SwiftiaContext, priority: Priority = 'normal'): Promise<Connection> {
	const credential = await context.getCredentials<{ apiKey: unknown; baseUrl: unknown }>('swiftiaApi');
	const apiKey = readApiKey(credential.apiKey);
	const baseUrl = readBaseUrl(credential.baseUrl);
	return {
		context,
		baseUrl,
		pace: paceOf(baseUrl, apiKey),
		priority,
		signal: 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined,
		redact: (text) => redact(text, apiKey),
	};
}

function readApiKey(value: unknown): string {
	if (typeof value === 'string' && HEADER_VALUE.test(value)) return value;
	throw badInput(
		'The API key in the Swiftia credential is empty, or has spaces or other characters that a key cannot have',
		'Paste the key again, without anything before or after it. If you no longer have it, create a new one in Swiftia.',
	);
}

function readBaseUrl(value: unknown): string {
	const text = typeof value === 'string' ? value.trim() : '';
	const url = URL.canParse(text) ? new URL(text) : undefined;
	const isUsable =
		url && /^https?:$/.test(url.protocol) && !url.search && !url.hash && !url.username && !url.password;
	if (isUsable) return text.replace(/\/+$/, '');
	throw badInput(
		'The base URL in the Swiftia credential is not a web address',
		'Set it to an address that starts with https://. Usually it is https://app.swiftia.io/api.',
	);
}
