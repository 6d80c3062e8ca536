import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Fault, FaultBoard } from '../faults.mts';
import type { JournalEntry } from '../journal.mts';
import type { SimulatorOptions } from '../options.mts';
import type { RateLimiter } from '../rateLimit.mts';
import { REFUSALS, type RefusalAnswer, refusal } from '../refusals.mts';

declare module 'fastify' {
	interface FastifyRequest {
		entry?: JournalEntry;
		fault?: Fault;
	}
}

/** What stands before the API. */
export interface Gate {
	options: SimulatorOptions;
	journal: JournalEntry[];
	faults: FaultBoard;
	/** None where nothing is limited. */
	limiter: RateLimiter | undefined;
	rateHeaders: boolean;
}

/** Puts the gate before all routes: journal, key, rate limit, faults, in this order. */
export function addGate(server: FastifyInstance, gate: Gate): void {
	const closing = new AbortController();
	server.addHook('preClose', async () => closing.abort());

	server.addHook('onRequest', async (request, reply) => {
		// Of the clock that the limit is reset by, which in a test may not be the machine's.
		reply.header('date', new Date().toUTCString());
		const path = request.url.split('?')[0]!;
		if (path.startsWith('/_simulator')) return;
		const { authorization, ...headers } = request.headers;
		request.entry = {
			method: request.method,
			path,
			authorized: authorized(authorization, gate.options.key),
			headers,
			body: null,
			status: 0,
			at: Date.now(),
		};
		gate.journal.push(request.entry);
	});
	server.addHook('preHandler', async (request, reply) => {
		const { entry } = request;
		if (!entry) return;
		entry.body = request.body ?? null;
		if (entry.path.startsWith('/api/')) {
			if (entry.authorized !== 'right') return await refuse(reply, REFUSALS.unauthorized);
			if (gate.limiter && !takeTurn(reply, gate, gate.limiter))
				return await refuse(reply, tooMany(reply, gate));
		}
		request.fault = gate.faults.take(entry.method, entry.path);
		if (request.fault) await applyFault(request, reply, request.fault, gate, closing.signal);
	});
	server.addHook('onSend', async (request, _reply, payload) => {
		const { close, stall } = request.fault ?? {};
		if (close === 'after') request.raw.socket.destroy();
		if (close === 'after' || stall === 'after') await new Promise(() => undefined);
		return payload;
	});
	server.addHook('onResponse', async ({ entry }, reply) => {
		if (entry) entry.status = reply.statusCode;
	});

	server.setNotFoundHandler(async (_request, reply) => await refuse(reply, REFUSALS.notFound));
	// A body that cannot be read never reaches the handlers above.
	server.setErrorHandler<Error & { statusCode?: number }>(
		async ({ message, statusCode = 500 }, request, reply) => {
			if (request.entry && request.entry.authorized !== 'right')
				return await refuse(reply, REFUSALS.unauthorized);
			await refuse(reply, refusal(statusCode < 500 ? 'invalidInput' : 'server', message));
		},
	);
}

/** Answers with a refusal. */
export async function refuse(reply: FastifyReply, { status, body }: RefusalAnswer): Promise<void> {
	await reply.code(status).send(body);
}

function authorized(header: string | undefined, key: string): JournalEntry['authorized'] {
	if (header === undefined) return 'none';
	return header === `Bearer ${key}` ? 'right' : 'wrong';
}

function takeTurn(reply: FastifyReply, { rateHeaders }: Gate, limiter: RateLimiter): boolean {
	const { allowed, limit, remaining, reset } = limiter.take();
	if (rateHeaders)
		reply.headers({
			'x-ratelimit-limit': limit,
			'x-ratelimit-remaining': remaining,
			'x-ratelimit-reset': reset,
		});
	return allowed;
}

// The Retry-After of the docs' sample is 1 whatever the window; so it is here.
function tooMany(reply: FastifyReply, { rateHeaders }: Gate): RefusalAnswer {
	reply.header('retry-after', '1');
	const { status, body } = REFUSALS.rateLimit;
	return { status, body: rateHeaders ? { ...body, retryAfter: 1 } : body };
}

async function applyFault(
	request: FastifyRequest,
	reply: FastifyReply,
	fault: Fault,
	gate: Gate,
	closing: AbortSignal,
): Promise<void> {
	if (fault.delay) await setTimeout(fault.delay, undefined, { signal: closing }).catch(() => undefined);
	if (fault.close === 'before' || fault.stall === 'before') {
		reply.hijack();
		if (fault.close) request.raw.socket.destroy();
	} else if (fault.refuse === 'rateLimit') {
		await refuse(reply, tooMany(reply, gate));
	} else if (fault.refuse) {
		await refuse(reply, REFUSALS[fault.refuse]);
	} else if (fault.answer) {
		const { status, headers = {}, body } = fault.answer;
		await reply.code(status).headers(headers).send(body);
	}
}
