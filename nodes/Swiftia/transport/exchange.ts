import type { IAllExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import { type JsonObject, type JsonValue, parseJson } from '../api/json';
import type { Connection, SwiftiaContext } from './connection';
import { type NetworkFailure, readNetworkFailure } from './networkFailure';
import { withTimeLimit } from '../time/timeLimit';

/** One HTTP request to the Swiftia API. */
export interface Exchange {
	method: 'GET' | 'POST';
	url: string;
	body?: JsonObject;
}

/** What came back. */
interface Exchanged {
	status: number;
	headers: JsonObject;
	body: JsonValue;
}

/** Milliseconds without a byte after which a request counts as unanswered; a POST is not lightly given up. */
const IDLE_LIMIT = { GET: 30_000, POST: 60_000 };
/** Milliseconds after which it does so even if bytes still come. */
const TOTAL_LIMIT = 120_000;

/** Sends one request with the credential and gives what came back, redirects included; the body is parsed where it is JSON. */
export async function exchange(
	connection: Connection,
	request: Exchange,
	outer: AbortSignal | undefined,
): Promise<Exchanged | NetworkFailure> {
	return await withTimeLimit(TOTAL_LIMIT, outer, async (signal) => {
		try {
			return await httpRequest(connection, request, signal);
		} catch (error) {
			return readNetworkFailure(error);
		}
	});
}

async function httpRequest(
	{ context, credential, redact }: Connection,
	{ method, url, body }: Exchange,
	abortSignal: AbortSignal,
): Promise<Exchanged> {
	const options: IHttpRequestOptions = {
		method,
		url,
		body,
		json: true,
		// As text: what is no JSON shall be seen as what it is.
		encoding: 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		// n8n would send the key along to any host.
		disableFollowRedirect: true,
		timeout: IDLE_LIMIT[method],
		abortSignal,
	};
	const answer: { statusCode: number; headers: JsonObject; body: unknown } =
		await context.helpers.httpRequestWithAuthentication.call(
			stoppableBy(context, abortSignal),
			'swiftiaApi',
			options,
			// n8n would take that of the first item.
			{ credentialsDecrypted: { id: '', name: '', type: 'swiftiaApi', data: { ...credential } } },
		);
	const text = redact(String(answer.body ?? ''));
	const json = parseJson(text);
	return { status: answer.statusCode, headers: answer.headers, body: json === undefined ? text : json };
}

/** n8n puts the execution's own signal in place of the request's: here both are in one. */
function stoppableBy(context: SwiftiaContext, signal: AbortSignal): IAllExecuteFunctions {
	return Object.create(context, {
		getExecutionCancelSignal: { value: () => signal },
	}) as IAllExecuteFunctions;
}
