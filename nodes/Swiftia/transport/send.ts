import { meantStatus } from '../api/refusal';
import type { SwiftiaError } from '../api/swiftiaError';
import { ticks } from '../time/clock';
import type { Connection } from './connection';
import { exchange } from './exchange';
import { notStarted, stopped, tooLate } from './messages';
import { type Outcome, type SwiftiaRequest, firstTries, nextStep } from './nextStep';
import { pause } from '../time/pause';
import { withTimeLimit } from '../time/timeLimit';

/**
 * Sends a request at the key's pace, again and again as `nextStep` says.
 *
 * @param deadline when it is given up, by `ticks`; a paid request that was sent by then is waited for
 * @returns what the request read from the answer
 * @throws SwiftiaError for everything else
 */
export async function send<R>(
	connection: Connection,
	request: SwiftiaRequest<R>,
	deadline = Infinity,
): Promise<R> {
	return await withTimeLimit(
		deadline - ticks(),
		connection.signal,
		async (signal) => await sendUntil(signal, connection, request),
	);
}

async function sendUntil<R>(
	signal: AbortSignal,
	connection: Connection,
	request: SwiftiaRequest<R>,
): Promise<R> {
	let tries = firstTries(connection.credential.baseUrl + request.path, connection.isImpatient);
	let trouble: SwiftiaError | undefined;
	for (;;) {
		if (connection.signal?.aborted) throw stopped();
		if (trouble && signal.aborted && request.method === 'GET') throw giveUp(connection, request, trouble);
		const step = nextStep(request, await attempt(connection, request, tries.url, signal), tries);
		if ('result' in step) return step.result;
		if ('error' in step) throw giveUp(connection, request, step.error);
		trouble = moreTelling(trouble, step.because, signal);
		await pause(step.after, signal);
		tries = step.again;
	}
}

/** Once the time is over, what came until then says more than that it is. */
function moreTelling(
	before: SwiftiaError | undefined,
	now: SwiftiaError | undefined,
	{ aborted }: AbortSignal,
): SwiftiaError | undefined {
	return aborted ? (before ?? now) : (now ?? before);
}

/** One try, when it is this request's turn. */
async function attempt<R>(
	connection: Connection,
	request: SwiftiaRequest<R>,
	url: string,
	signal: AbortSignal,
): Promise<Outcome> {
	const { pace, priority, context } = connection;
	const { method, body, label } = request;
	const place = await pace.acquire(connection, signal, priority);
	if (!place) return notSent(connection, request);
	const refusal = refusedBefore(connection, request);
	if (refusal) {
		pace.release(place);
		throw refusal;
	}
	if (method === 'POST') context.logger.info(`Swiftia: asking to ${label.doing} (${label.purpose})`);
	const abandon = method === 'POST' ? connection.signal : signal;
	const outcome = await exchange(connection, { method, url, body }, abandon);
	if ('neverSent' in outcome) {
		pace.release(place);
		return connection.signal?.aborted ? { ...outcome, code: 'STOPPED' } : outcome;
	}
	const status = meantStatus(outcome.status, outcome.body);
	return { ...outcome, refusedInARow: pace.release(place, { ...outcome, status }) };
}

/** The time was over, or the execution stopped, before it was this request's turn. */
function notSent<R>({ signal }: Connection, { method, label }: SwiftiaRequest<R>): Outcome {
	if (method === 'POST' && !signal?.aborted) throw tooLate(label);
	return { code: 'ERR_CANCELED', neverSent: true };
}

/** What Swiftia said before that makes this request pointless: it is not sent then. */
function refusedBefore<R>(
	{ accountRefusal }: Connection,
	{ method, label }: SwiftiaRequest<R>,
): SwiftiaError | undefined {
	if (accountRefusal && method === 'POST') return notStarted(accountRefusal, label);
	return accountRefusal?.kind === 'keyRefused' ? accountRefusal : undefined;
}

function giveUp<R>(connection: Connection, { method }: SwiftiaRequest<R>, raw: SwiftiaError): SwiftiaError {
	const error = raw.reworded(connection.redact);
	// Too many reads say nothing of the account; too many paid requests do.
	const endsBatch = error.concernsAccount && (method === 'POST' || error.permanent);
	if (endsBatch) connection.accountRefusal ??= error;
	return error;
}
