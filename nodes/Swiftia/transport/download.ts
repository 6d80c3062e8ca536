import {
	type IBinaryData,
	type IExecuteFunctions,
	type IN8nHttpFullResponse,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';
import { inWords, stopped } from './explain';
import { pause } from './pause';

const MOST_TRIES = 3;
/** Milliseconds. */
const FIRST_BREAK = 1000;

/**
 * Takes a finished MP4 into n8n's binary storage as a stream, without the API key (Swiftia docs, get-render: `url`).
 * A body that ends early is taken again from the start.
 *
 * @throws NodeOperationError for an address that is not http(s), NodeApiError if it cannot be had
 */
export async function download(
	this: IExecuteFunctions,
	url: string,
	renderId: string,
	fileName: string,
): Promise<IBinaryData> {
	if (!/^https?:\/\//i.test(url)) {
		throw new NodeOperationError(
			this.getNode(),
			`Swiftia gave an address for the MP4 of render ${renderId} that is not a web address`,
			{
				description: 'Read the render again; its url has to start with https://.',
			},
		);
	}
	for (let tries = 1; ; tries++) {
		const outcome = await attempt.call(this, url, fileName);
		if (this.getExecutionCancelSignal()?.aborted) throw stopped(this.getNode());
		if ('binary' in outcome) return outcome.binary;
		if (outcome.final || tries === MOST_TRIES) throw notDownloaded.call(this, outcome.cause, renderId);
		await pause(FIRST_BREAK * 2 ** (tries - 1), this.getExecutionCancelSignal());
	}
}

/** n8n's answer to `encoding: 'stream'`. */
type StreamedAnswer = IN8nHttpFullResponse & {
	body: Parameters<IExecuteFunctions['helpers']['binaryToBuffer']>[0] & { destroy(): void };
};
type Outcome = { binary: IBinaryData } | { cause: string; final: boolean };

async function attempt(this: IExecuteFunctions, url: string, fileName: string): Promise<Outcome> {
	try {
		const answer: StreamedAnswer = await this.helpers.httpRequest({
			method: 'GET',
			url,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			abortSignal: this.getExecutionCancelSignal(),
		});
		if (answer.statusCode >= 400) {
			answer.body.destroy();
			return {
				cause: `HTTP ${answer.statusCode}`,
				final: answer.statusCode < 500 && answer.statusCode !== 429,
			};
		}
		return { binary: await this.helpers.prepareBinaryData(answer.body, fileName, 'video/mp4') };
	} catch (error) {
		return { cause: inWords((error as { code?: string }).code ?? 'ECONNRESET'), final: false };
	}
}

function notDownloaded(this: IExecuteFunctions, cause: string, renderId: string): NodeApiError {
	return new NodeApiError(
		this.getNode(),
		{ message: cause },
		{
			message: `The MP4 of render ${renderId} could not be downloaded (${cause})`,
			description:
				'The render itself is finished and paid for. Render: Download takes its MP4 with that render ID.',
		},
	);
}
