import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Hit, Operation } from './operations.mts';

/**
 * What a fault means for the request that it hits, in the words of the issue. What has to come of a cell follows from it and
 * from the request alone (`outcome.mts`).
 */
export type Nature =
	/** The connection was never made. */
	| { kind: 'unsent' }
	/** The request may have arrived, and no answer came. */
	| { kind: 'lost' }
	/** Swiftia says no; `account` where it concerns all requests. */
	| { kind: 'refused'; says: RegExp; account?: boolean }
	/** Swiftia does not know it; what it has accepted or shown before, it may not find for a while. */
	| { kind: 'notFound'; says: RegExp }
	/** A conflict: a read is refused, and what a paid request did is unknown. */
	| { kind: 'conflict'; says: RegExp }
	/** Trouble that may pass. */
	| { kind: 'trouble'; says: RegExp }
	| { kind: 'rateLimited' }
	/** Something answered that is no Swiftia. */
	| { kind: 'noAnswer' }
	/** The same, with a refusal: a paid request was not taken. */
	| { kind: 'page' }
	/** A redirect that is not followed; `unclear` where nobody knows what a paid request did. */
	| { kind: 'redirect'; target: string; unclear?: boolean }
	/** The render, or the job, is shown as failed. */
	| { kind: 'failed'; reason: RegExp }
	/** The record is shown as open, with this status. */
	| { kind: 'open'; status: string }
	/** A completed job without a short, or whose shorts have no usable ID. */
	| { kind: 'noShorts' }
	| { kind: 'noIds' }
	/** A list of brand presets that is empty. */
	| { kind: 'noPresets' }
	/** The MP4 cannot be had; `final` where asking again is pointless. */
	| { kind: 'noFile'; says: RegExp; final?: boolean }
	/** It works all the same. */
	| { kind: 'harmless' };

/** One request that arrived and what to answer it with. */
export interface Exchange {
	request: IncomingMessage;
	response: ServerResponse;
	socket: Socket;
	/** Where the key must not go. */
	strangerUrl: string;
	/** The origin of this server. */
	origin: string;
	/** The API key that came with it. */
	key: string;
	/** The path with its query. */
	path: string;
	/** What a healthy Swiftia would have answered, carried out only when asked for. */
	healthy: () => { status: number; body: unknown };
}

/** A way in which a server misbehaves. */
export interface Fault {
	name: string;
	nature: Nature | ((hit: Hit) => Nature);
	/** Answers a request that was read. */
	act?: (exchange: Exchange) => void;
	/** Meets a connection before anything was read from it. */
	meet?: (socket: Socket) => void;
	/** Whether nobody listens any more. */
	closesPort?: boolean;
	/** The address is another one altogether. */
	server?: () => Promise<{ baseUrl: string; close: () => void }>;
	/** Whether it hits every request of its kind, or only the first; both are tried if left out. */
	times?: Times;
	/** Requests that it can hit; all if left out. */
	hits?: (hit: Hit) => boolean;
	/** Looks at what came out, beyond what follows from the nature. */
	output?: (json: Array<Record<string, unknown>>, hit: Hit) => string | undefined;
	/** How many shorts the job shows that can be rendered; 3 if left out. */
	shorts?: number;
	/** How many paid requests come to the API where it is not as the nature says. */
	paid?: (sent: [number, number], operation: Operation) => [number, number];
	/** How many requests come to the faulty server where it is not as the nature says. */
	requests?: (faulty: [number, number]) => [number, number];
}

/** How often a fault hits. */
export type Times = 'once' | 'always';

/** Answers with JSON, or with text as it is. */
export function reply(
	{ response }: Exchange,
	status: number,
	body: unknown,
	headers: Record<string, string> = {},
): void {
	const isText = typeof body === 'string';
	response.writeHead(status, {
		'content-type': isText ? 'text/plain' : 'application/json',
		connection: 'close',
		...headers,
	});
	response.end(isText ? body : JSON.stringify(body));
}

/** Answers as a healthy Swiftia does, with other headers. */
export function replyHealthily(exchange: Exchange, headers: Record<string, string> = {}): void {
	const { status, body } = exchange.healthy();
	reply(exchange, status, body, headers);
}

/** What a fault means for this request. */
export function natureOf(fault: Fault, hit: Hit): Nature {
	return typeof fault.nature === 'function' ? fault.nature(hit) : fault.nature;
}
