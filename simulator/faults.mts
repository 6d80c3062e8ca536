import type { RefusalName } from './refusals.mts';

/** Something that goes wrong on purpose. */
export interface Fault {
	/** Any method if left out. */
	method?: string;
	/** Begin of the path, or an expression it matches; any path if left out. */
	path?: string | RegExp;
	/** Requests that pass before the first that is hit. */
	after?: number;
	/** Requests that are hit; 1 if left out. */
	times?: number | 'always';
	/** Share of the matching requests that is hit at random, from 0 to 1; all of them if left out. */
	share?: number;

	/** Answers with this refusal instead. */
	refuse?: RefusalName;
	/** Answers with this instead. */
	answer?: { status: number; body: unknown; headers?: Record<string, string> };
	/** Real milliseconds before the request is looked at. */
	delay?: number;
	/** Cuts the connection: before anything was done, or after it was done and before the answer. */
	close?: 'before' | 'after';
	/** Never answers and leaves the connection open: before anything was done, or after it was done. */
	stall?: 'before' | 'after';
	/** Cuts a file after so many bytes; its announced length stays. */
	truncate?: number;
	/** Sends no more of a file after so many bytes, and leaves the connection open. */
	stallFile?: number;
}

interface Armed {
	fault: Fault;
	passing: number;
	left: number;
}

/** The faults that are armed. The oldest that matches hits; one fault per request. */
export class FaultBoard {
	private armed: Armed[] = [];

	add(fault: Fault): void {
		const { after = 0, times = 1 } = fault;
		this.armed.push({ fault, passing: after, left: times === 'always' ? Infinity : times });
	}

	clear(): void {
		this.armed = [];
	}

	/** The fault that hits this request, if one does. */
	take(method: string, path: string): Fault | undefined {
		for (const armed of this.armed) {
			if (armed.left === 0 || !matches(armed.fault, method, path)) continue;
			if (Math.random() >= (armed.fault.share ?? 1)) continue;
			if (armed.passing > 0) {
				armed.passing--;
				continue;
			}
			armed.left--;
			return armed.fault;
		}
		return undefined;
	}
}

function matches(fault: Fault, method: string, path: string): boolean {
	if (fault.method && fault.method.toUpperCase() !== method) return false;
	if (fault.path === undefined) return true;
	return typeof fault.path === 'string' ? path.startsWith(fault.path) : path.search(fault.path) >= 0;
}
