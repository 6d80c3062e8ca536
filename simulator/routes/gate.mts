import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Fault, FaultBoard } from '../faults.mts';
import type { JournalEntry } from '../journal.mts';
import type { SimulatorOptions } from '../options.mts';
import type { RateLimiter } from '../rateLimit.mts';
import { REFUSALS, type RefusalAnswer } from '../refusals.mts';

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
	server.addHook('preHandler', async (request, reply) => {
		const path = request.url.split('?')[0]!;
		if (path.startsWith('/_simulator')) return;
		const entry: JournalEntry = {
			method: request.method,
			path,
			authorized: keyOf(request, gate.options.key),
			body: request.body ?? null,
			status: 0,
			at: Date.now(),
		};
		gate.journal.push(entry);
		request.entry = entry;
		if (path.startsWith('/api/')) {
			if (entry.authorized !== 'right') return await refuse(reply, REFUSALS.unauthorized);
			if (gate.limiter && !takeTurn(reply, gate, gate.limiter))
				return await refuse(reply, tooMany(gate.rateHeaders));
		}
		await applyFault(request, reply, gate.faults.take(request.method, path));
	});
	server.addHook('onSend', async (request, _reply, payload) => {
		if (request.fault?.close === 'after') request.raw.socket.destroy();
		return payload;
	});
	server.addHook('onResponse', async (request, reply) => {
		if (request.entry && request.fault?.close !== 'after') request.entry.status = reply.statusCode;
	});
}

/** Answers with a refusal. */
export async function refuse(reply: FastifyReply, { status, body }: RefusalAnswer): Promise<void> {
	await reply.code(status).send(body);
}

function keyOf({ headers }: FastifyRequest, key: string): JournalEntry['authorized'] {
	if (headers.authorization === undefined) return 'none';
	return headers.authorization === `Bearer ${key}` ? 'right' : 'wrong';
}

// The Retry-After of the docs' sample is 1 whatever the window; so it is here.
function takeTurn(reply: FastifyReply, { rateHeaders }: Gate, limiter: RateLimiter): boolean {
	const { allowed, limit, remaining, reset } = limiter.take();
	if (rateHeaders)
		reply.headers({
			'x-ratelimit-limit': limit,
			'x-ratelimit-remaining': remaining,
			'x-ratelimit-reset': reset,
		});
	if (!allowed) reply.header('retry-after', '1');
	return allowed;
}

function tooMany(rateHeaders: boolean): RefusalAnswer {
	const { status, body } = REFUSALS.rateLimit;
	return { status, body: rateHeaders ? { ...body, retryAfter: 1 } : body };
}

async function applyFault(
	request: FastifyRequest,
	reply: FastifyReply,
	fault: Fault | undefined,
): Promise<void> {
	if (!fault) return;
	request.fault = fault;
	if (fault.delay) await new Promise((resolve) => setTimeout(resolve, fault.delay));
	if (fault.close === 'before') {
		reply.hijack();
		request.raw.socket.destroy();
	} else if (fault.refuse) {
		await refuse(reply, REFUSALS[fault.refuse]);
	} else if (fault.answer) {
		await reply
			.code(fault.answer.status)
			.headers(fault.answer.headers ?? {})
			.send(fault.answer.body);
	}
}
