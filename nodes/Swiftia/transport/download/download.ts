import type { IBinaryData, IExecuteFunctions, IN8nHttpFullResponse, IWebhookFunctions } from 'n8n-workflow';
import type { JsonObject } from '../../api/json';
import { type Render, renderInWords } from '../../api/render';
import { SwiftiaError } from '../../api/swiftiaError';
import { ticks } from '../../time/clock';
import { inWords, stopped } from '../messages';
import { readNetworkFailure } from '../networkFailure';
import { pause } from '../../time/pause';
import { withTimeLimit } from '../../time/timeLimit';
import { type NotTheFile, refuseAnswer, refuseSize } from './fileAnswer';
import { storedBytes } from './storedBytes';

/** Where n8n lets us take a file: in an execution, or in a call into the resume webhook of one that is parked. */
export type DownloadContext = IExecuteFunctions | IWebhookFunctions;

/** Which MP4 to take. */
export interface Download {
	render: Render;
	/** When it is given up, by `ticks`. */
	deadline?: number;
}

const MOST_TRIES = 3;
/** Milliseconds before the first repeat; doubled each time. */
const FIRST_BREAK = 1000;
/** Milliseconds without a byte that end a try. */
const IDLE_LIMIT = 30_000;

/**
 * Takes a finished MP4 into n8n's binary storage as a stream, without the API key (Swiftia docs, get-render: `url`).
 * What is not the whole file is taken again from the start.
 *
 * @throws SwiftiaError (notDownloaded) if it cannot be had, or not before the deadline
 */
export async function download(
	context: DownloadContext,
	{ render, deadline = Infinity }: Download,
): Promise<IBinaryData> {
	if (!/^https?:\/\//i.test(render.url ?? '')) throw noAddress(render);
	const stop = 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	return await withTimeLimit(deadline - ticks(), stop, async (signal) => {
		for (let tries = 1; ; tries++) {
			const outcome = await attempt(context, render, signal);
			if ('binary' in outcome) return outcome.binary;
			if (stop?.aborted) throw stopped();
			const cause = whyGiveUp(outcome, tries, signal.aborted);
			if (cause !== undefined) throw notDownloaded(render, cause);
			await pause(FIRST_BREAK * 2 ** (tries - 1), signal);
		}
	});
}

/** n8n's answer to `encoding: 'stream'`. */
type StreamedAnswer = IN8nHttpFullResponse & {
	body: Parameters<IExecuteFunctions['helpers']['binaryToBuffer']>[0] & { destroy(): void };
	headers: JsonObject;
};

async function attempt(
	context: DownloadContext,
	{ url, fileSize, fileName, renderId }: Render,
	signal: AbortSignal,
): Promise<{ binary: IBinaryData } | NotTheFile> {
	try {
		const answer: StreamedAnswer = await context.helpers.httpRequest({
			method: 'GET',
			url: url!,
			// Packed, its length would not be that of the file.
			headers: { 'accept-encoding': 'identity' },
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			timeout: IDLE_LIMIT,
			abortSignal: signal,
		});
		const refused = refuseAnswer({ status: answer.statusCode, headers: answer.headers }, fileSize);
		if (refused) {
			answer.body.destroy();
			return refused;
		}
		const name = fileName ?? `${renderId}.mp4`;
		const binary = await context.helpers.prepareBinaryData(answer.body, name, 'video/mp4');
		return refuseSize(await storedBytes(context, binary), fileSize) ?? { binary };
	} catch (error) {
		return { cause: inWords(readNetworkFailure(error).code), final: false };
	}
}

/** Why it is not tried again; undefined where it is. */
function whyGiveUp({ cause, final }: NotTheFile, tries: number, isTimeOver: boolean): string | undefined {
	if (isTimeOver) return 'Max Wait was over';
	return final || tries === MOST_TRIES ? cause : undefined;
}

function noAddress(render: Render): SwiftiaError {
	return new SwiftiaError(
		'notDownloaded',
		`Swiftia gave no web address for the MP4 of ${renderInWords(render)}`,
		'Read the render again with Get render.',
	);
}

function notDownloaded(render: Render, cause: string): SwiftiaError {
	return new SwiftiaError(
		'notDownloaded',
		`The MP4 of ${renderInWords(render)} could not be downloaded: ${cause}`,
		'The render is finished and paid for. To get its MP4, pass its ID to Download render.',
	);
}
