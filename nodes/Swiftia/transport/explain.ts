import { type INode, type JsonObject, NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { Refusal, RefusalReason } from '../api/refusal';

/** Thrown for a POST that Swiftia may have carried out although no answer came: doing it again could be paid twice. */
export class MayHaveHappened extends NodeOperationError {}

interface Explanation {
	message: string;
	description: string;
}

/** What was being asked for, in words that fit "Swiftia could not …". */
export interface Deed {
	/** Such as `start the job`. */
	doing: string;
	/** Such as `job abc`, for an unknown one. */
	subject?: string;
}

/** The node's message for a refusal: what happened and what to do, in Swiftia's own words where it gave any. */
export function refused(node: INode, refusal: Refusal, deed: Deed): NodeApiError {
	const { message, description } = EXPLANATIONS[refusal.reason](refusal, deed);
	const answer: JsonObject = { status: refusal.status, message: refusal.message };
	return new NodeApiError(node, answer, {
		message,
		description: withQuote(description, refusal),
		httpCode: String(refusal.status),
	});
}

/** Whether Swiftia understood the request and would say the same again. */
export function isLastWord(error: unknown): boolean {
	return error instanceof NodeApiError && /^4(?!29)/.test(error.httpCode ?? '');
}

function withQuote(description: string, { message }: Refusal): string {
	return message ? `${description} Swiftia said: "${message}"` : description;
}

const EXPLANATIONS: Record<RefusalReason, (refusal: Refusal, deed: Deed) => Explanation> = {
	invalidInput: (_, { doing }) => ({
		message: `Swiftia did not accept the input and could not ${doing}`,
		description: 'Check the parameters of this node.',
	}),
	unauthorized: () => ({
		message: 'Swiftia did not accept the API key',
		description:
			'Check the API key in the Swiftia credential. In Swiftia, keys are under organization settings, API Keys.',
	}),
	storageFull: ({ storage }, { doing }) => ({
		message: `The Swiftia storage is full, so it could not ${doing}`,
		description: `Delete files in Swiftia to make room${storageText(storage)}, then run this again.`,
	}),
	phoneUnverified: (_, { doing }) => ({
		message: `Swiftia asks for a verified phone number before it can ${doing}`,
		description: 'Verify the phone number in your Swiftia account, then run this again.',
	}),
	credits: (_, { doing }) => ({
		message: `There are not enough Swiftia credits to ${doing}`,
		description: 'Add credits in Swiftia, then run this again.',
	}),
	forbidden: (_, { doing }) => ({
		message: `Swiftia does not allow this account to ${doing}`,
		description:
			'Check the credits, the plan and the permissions of the account that the API key belongs to.',
	}),
	notFound: (_, { doing, subject }) => ({
		message: `Swiftia knows no ${subject ?? 'such resource'} and could not ${doing}`,
		description: 'Check the ID, and that the API key belongs to the same organization.',
	}),
	rateLimited: (_, { doing }) => ({
		message: `Swiftia had too many requests and could not ${doing}`,
		description:
			'It was asked again several times, with growing breaks. Run fewer workflows with this API key at once, or move to a higher plan.',
	}),
	server: ({ status }, { doing }) => ({
		message: `Swiftia is having trouble (HTTP ${status}) and could not ${doing}`,
		description: 'Run this again later.',
	}),
	other: ({ status }, { doing }) => ({
		message: `Swiftia answered with HTTP ${status} and could not ${doing}`,
		description: 'Check the base URL in the Swiftia credential.',
	}),
};

function storageText(storage: Refusal['storage']): string {
	return storage?.used == null || storage.total == null ? '' : ` (used: ${storage.used} of ${storage.total})`;
}

// Words instead of codes, because n8n puts its own message in place of one that names a network code.
const NETWORK_WORDS: Record<string, string> = {
	ECONNABORTED: 'it took too long',
	ECONNREFUSED: 'the connection was refused',
	ECONNRESET: 'the connection was lost',
	EAI_AGAIN: 'its host was not found',
	ENOTFOUND: 'its host was not found',
	ETIMEDOUT: 'it took too long',
};

/** What a network code means. */
export function inWords(code: string): string {
	return NETWORK_WORDS[code] ?? 'no answer came';
}

/** The message for a request that got no answer and certainly did nothing, or only read. */
export function unreachable(node: INode, code: string, { doing }: Deed): NodeOperationError {
	return new NodeOperationError(node, `Swiftia could not be reached to ${doing}: ${inWords(code)}`, {
		description: 'Check the network and the base URL in the Swiftia credential, then run this again.',
	});
}

/** The message for a POST that may have been carried out. */
export function mayHaveHappened(node: INode, cause: string, { doing }: Deed): MayHaveHappened {
	return new MayHaveHappened(
		node,
		`The request to ${doing} may have been accepted, check before running again: ${cause}`,
		{
			description:
				'Look in Swiftia whether it is there. This execution does not send it again, so that nothing is paid twice.',
		},
	);
}

/** Thrown where the execution was stopped. */
export function stopped(node: INode): NodeOperationError {
	return new NodeOperationError(node, 'The execution was stopped');
}
