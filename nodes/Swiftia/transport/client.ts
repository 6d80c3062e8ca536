import type { JsonObject, JsonValue } from '../api/json';
import { readJobId } from '../api/job';
import { PATHS } from '../api/paths';
import { isFailedRender, readRenderId } from '../api/render';
import { type Deed, mayHaveHappened } from './explain';
import { paceOf } from './pace';
import { type Line, type SwiftiaContext, send } from './send';

/** The Swiftia API as this package uses it: one method per request. All throw NodeApiError as `send` does. */
export class SwiftiaClient {
	private constructor(private readonly line: Line) {}

	/** A client with the node's credential. All clients with the same key share one pace. */
	static async open(context: SwiftiaContext): Promise<SwiftiaClient> {
		const credential = await context.getCredentials<{ apiKey: string; baseUrl: string }>('swiftiaApi');
		const baseUrl = credential.baseUrl.replace(/\/+$/, '');
		const signal = 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
		return new SwiftiaClient({ context, baseUrl, pace: paceOf(baseUrl, credential.apiKey), signal });
	}

	/**
	 * Starts a job, which is paid for (Swiftia docs, post-job).
	 *
	 * @returns the job's id
	 */
	async createJob(body: JsonObject): Promise<string> {
		const deed = { doing: 'start the job' };
		const answer = await send(this.line, { method: 'POST', path: PATHS.jobs, body, deed });
		return this.found(readJobId(answer), 'job ID', deed);
	}

	/** Reads a job (Swiftia docs, get-job). */
	async getJob(jobId: string): Promise<JsonValue> {
		const deed = { doing: 'read the job', subject: `job ${jobId}` };
		return await send(this.line, { method: 'GET', path: PATHS.job(jobId), deed });
	}

	/**
	 * Starts a render, which is paid for (Swiftia docs, post-render).
	 *
	 * @returns the render's id
	 */
	async createRender(body: JsonObject): Promise<string> {
		const deed = { doing: 'start the render', subject: 'job or brand preset of this render' };
		const answer = await send(this.line, { method: 'POST', path: PATHS.renders, body, deed });
		return this.found(readRenderId(answer), 'render ID', deed);
	}

	/** Reads a render; one that failed is an answer as well, whatever its HTTP status (Swiftia docs, get-render). */
	async getRender(renderId: string): Promise<JsonValue> {
		const deed = { doing: 'read the render', subject: `render ${renderId}` };
		return await send(this.line, {
			method: 'GET',
			path: PATHS.render(renderId),
			deed,
			accepts: isFailedRender,
		});
	}

	/** Lists the organization's brand presets (Swiftia docs, brand-presets). */
	async getBrandPresets(): Promise<JsonValue> {
		const deed = { doing: 'list the brand presets' };
		return await send(this.line, { method: 'GET', path: PATHS.brandPresets, deed });
	}

	private found(id: string, what: string, deed: Deed): string {
		if (id === '') throw mayHaveHappened(this.line.context.getNode(), `the answer has no ${what}`, deed);
		return id;
	}
}
