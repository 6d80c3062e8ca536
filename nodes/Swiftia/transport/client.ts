import type { Answer } from '../api/answer';
import { type BrandPreset, readBrandPresets } from '../api/brandPreset';
import { type JobAnswer, type JobExtras, type KnownJob, jobInWords, readJob, readJobId } from '../api/job';
import type { JsonObject } from '../api/json';
import { PATHS } from '../api/paths';
import {
	type KnownRender,
	type Render,
	readRender,
	readRenderId,
	renderInWords,
	tellsOfFailedRender,
} from '../api/render';
import { type Connection, type ConnectionOptions, type SwiftiaContext, connect } from './connection';
import { send } from './send';

/** How an answer is wanted. */
export interface ReadOptions {
	/** When the request is given up, by `ticks`. */
	deadline?: number;
}

/** The Swiftia API as this package uses it: one method per request. All throw SwiftiaError as `send` does. */
export class SwiftiaClient {
	private constructor(private readonly connection: Connection) {}

	/**
	 * A client with the node's credential.
	 *
	 * @throws SwiftiaError (badInput) for a credential that no request can be built on
	 */
	static async open(context: SwiftiaContext, options?: ConnectionOptions): Promise<SwiftiaClient> {
		return new SwiftiaClient(await connect(context, options));
	}

	/** Names key and address, and tells neither: what Swiftia gave to one account is nothing to another. */
	get account(): string {
		return this.connection.account;
	}

	/** Milliseconds between two requests of this execution, as the pace has it lately. */
	get spacing(): number {
		return this.connection.pace.spacing;
	}

	/** Takes the API key out of a text. */
	readonly redact = (text: string): string => this.connection.redact(text);

	/**
	 * Starts a job, which is paid for (Swiftia docs, post-job).
	 *
	 * @param purpose which one in words, for n8n's log
	 * @returns the job's ID
	 */
	async createJob(body: JsonObject, purpose: string): Promise<string> {
		return await send(this.connection, {
			method: 'POST',
			path: PATHS.jobs,
			body,
			label: { doing: 'start the job', purpose },
			read: (answer) => readJobId(answer) || undefined,
		});
	}

	/**
	 * Reads a job (Swiftia docs, get-job).
	 *
	 * @param known what is known of the job besides what the API says
	 */
	async getJob(known: KnownJob, { deadline, ...extras }: ReadOptions & JobExtras = {}): Promise<JobAnswer> {
		return await send(
			this.connection,
			{
				method: 'GET',
				path: PATHS.job(known.jobId),
				label: { doing: 'read the job', subject: jobInWords(known) },
				read: (body) => readJob(body, known, extras),
			},
			deadline,
		);
	}

	/**
	 * Starts a render, which is paid for (Swiftia docs, post-render).
	 *
	 * @param purpose which one in words, for n8n's log
	 * @param deadline by `ticks`: it is not sent later
	 * @returns the render's ID
	 */
	async createRender(body: JsonObject, purpose: string, deadline?: number): Promise<string> {
		return await send(
			this.connection,
			{
				method: 'POST',
				path: PATHS.renders,
				body,
				label: { doing: 'start the render', purpose, subject: 'the job or brand preset of this render' },
				read: (answer) => readRenderId(answer) || undefined,
			},
			deadline,
		);
	}

	/**
	 * Reads a render; one that failed is an answer as well (Swiftia docs, get-render).
	 *
	 * @param known what is known of the render besides what the API says
	 */
	async getRender(known: KnownRender, { deadline }: ReadOptions = {}): Promise<Answer<Render>> {
		return await send(
			this.connection,
			{
				method: 'GET',
				path: PATHS.render(known.renderId),
				label: { doing: 'read the render', subject: renderInWords(known) },
				read: (body) => readRender(body, known),
				alsoReads: tellsOfFailedRender,
			},
			deadline,
		);
	}

	/** Lists the organization's brand presets (Swiftia docs, brand-presets). */
	async getBrandPresets({ deadline }: ReadOptions = {}): Promise<Array<Answer<BrandPreset>>> {
		return await send(
			this.connection,
			{
				method: 'GET',
				path: PATHS.brandPresets,
				label: { doing: 'list the brand presets' },
				read: readBrandPresets,
			},
			deadline,
		);
	}
}
