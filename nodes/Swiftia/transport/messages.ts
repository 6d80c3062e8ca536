import { USUAL_BASE_URL } from '../api/credential';
import type { Refusal, RefusalReason } from '../api/refusal';
import { type ErrorKind, SwiftiaError } from '../api/swiftiaError';

/** Where Swiftia usually is. */
const CHECK_ADDRESS = `Check the base URL in the Swiftia credential. Usually it is ${USUAL_BASE_URL}.`;

/** When to try again, and whether that costs. */
function later({ purpose, subject }: RequestLabel): string {
	return `Try again later.${(purpose ?? subject) ? ' A retry does not pay again.' : ''}`;
}

/** What a request is for, in words that fit "Swiftia could not …". */
export interface RequestLabel {
	/** Such as `start the job`. */
	doing: string;
	/** Such as `job abc`, for one that Swiftia does not know. */
	subject?: string;
	/** Which one, for n8n's log: such as `item 3 of execution 17`. */
	purpose?: string;
}

interface Explanation {
	message: string;
	hint: string;
}

/** The refusals after which no other paid request of the account has a chance. */
const ACCOUNT_REASONS: RefusalReason[] = [
	'unauthorized',
	'storageFull',
	'phoneUnverified',
	'credits',
	'rateLimited',
];

const KINDS: Partial<Record<RefusalReason, ErrorKind>> = {
	rateLimited: 'rateLimited',
	server: 'serverTrouble',
	timeout: 'serverTrouble',
	unauthorized: 'keyRefused',
	notFound: 'notFound',
};

/** What happened and what to do where Swiftia refused, with Swiftia's own words where it gave any. */
export function refusalError(refusal: Refusal, label: RequestLabel): SwiftiaError {
	const { message, hint } = EXPLANATIONS[refusal.reason](refusal, label);
	return new SwiftiaError(
		KINDS[refusal.reason] ?? 'refused',
		message,
		refusal.message ? `${hint} Swiftia said: "${refusal.message}"` : hint,
		ACCOUNT_REASONS.includes(refusal.reason),
	);
}

const EXPLANATIONS: Record<RefusalReason, (refusal: Refusal, label: RequestLabel) => Explanation> = {
	invalidInput: (_, { doing }) => ({
		message: `Swiftia did not accept the input and could not ${doing}`,
		hint: 'Check the parameters of this node.',
	}),
	unauthorized: () => ({
		message: 'Swiftia did not accept the API key',
		hint: 'Check the Swiftia credential. In Swiftia, keys are under organization settings, API Keys.',
	}),
	storageFull: ({ storage }, { doing }) => ({
		message: `The Swiftia storage is full, so the node could not ${doing}`,
		hint: `Delete files in Swiftia to make room${storageText(storage)}, then retry this execution.`,
	}),
	phoneUnverified: (_, { doing }) => ({
		message: `Swiftia asks for a verified phone number before it can ${doing}`,
		hint: 'Verify the phone number in Swiftia, then retry this execution.',
	}),
	credits: (_, { doing }) => ({
		message: `There are not enough Swiftia credits to ${doing}`,
		hint: 'Add credits in Swiftia, then retry this execution.',
	}),
	forbidden: (_, { doing }) => ({
		message: `Swiftia does not allow this account to ${doing}`,
		hint: 'Check its credits, plan and permissions in Swiftia.',
	}),
	notFound: (_, { doing, subject }) => ({
		message: `Swiftia did not find ${subject ?? 'the resource'} and could not ${doing}`,
		hint: subject ? 'Check the ID, and that the API key belongs to the same organization.' : CHECK_ADDRESS,
	}),
	timeout: ({ status }, label) => ({
		message: `Swiftia took too long (HTTP ${status}) and could not ${label.doing}`,
		hint: later(label),
	}),
	conflict: ({ status }, { doing }) => ({
		message: `Swiftia reported a conflict (HTTP ${status}) and could not ${doing}`,
		hint: 'Check its state in Swiftia before you retry this execution.',
	}),
	tooLarge: ({ status }, { doing }) => ({
		message: `Swiftia found the request too large (HTTP ${status}) and could not ${doing}`,
		hint: 'Define fewer shorts, or shorten the options of this node.',
	}),
	legal: ({ status }, { doing }) => ({
		message: `Swiftia cannot ${doing} for legal reasons (HTTP ${status})`,
		hint: 'Use another video.',
	}),
	rateLimited: (_, { doing }) => ({
		message: `Swiftia received too many requests and could not ${doing}`,
		hint: 'Run fewer workflows with this key at once, or upgrade your Swiftia plan.',
	}),
	server: ({ status }, label) => ({
		message: `Swiftia is having trouble (HTTP ${status}) and could not ${label.doing}`,
		hint: later(label),
	}),
	other: ({ status }, { doing }) => ({
		message: `Swiftia answered with HTTP ${status} and could not ${doing}`,
		hint: CHECK_ADDRESS,
	}),
};

function storageText(storage: Refusal['storage']): string {
	return storage?.used == null || storage.total == null ? '' : ` (used: ${storage.used} of ${storage.total})`;
}

/** Words for network codes: n8n puts its own message in place of one that names a code. */
const NETWORK_WORDS = new Map([
	['ECONNREFUSED', 'the connection was refused'],
	['ECONNRESET', 'the connection was lost'],
	['EPIPE', 'the connection was lost'],
	['EAI_AGAIN', 'its host was not found'],
	['ENOTFOUND', 'its host was not found'],
	['EHOSTUNREACH', 'its host cannot be reached'],
	['ENETUNREACH', 'its network cannot be reached'],
	['ECONNABORTED', 'it took too long'],
	['ERR_CANCELED', 'it took too long'],
	['ETIMEDOUT', 'it took too long'],
	['ERR_BAD_RESPONSE', 'the answer was cut off'],
	['STOPPED', 'the execution was stopped'],
	['TLS', 'no secure connection could be made'],
]);

/** What a network code means. */
export function inWords(code: string): string {
	return NETWORK_WORDS.get(code) ?? (code.startsWith('HPE_') ? 'the answer was not HTTP' : 'no answer came');
}

/** A request that got no answer and certainly did nothing, or only read. */
export function unreachable(code: string, label: RequestLabel): SwiftiaError {
	const hint =
		code === 'TLS'
			? `${CHECK_ADDRESS} It may need http://, another port or a valid certificate.`
			: `${CHECK_ADDRESS} Check the network too. ${later(label)}`;
	return new SwiftiaError(
		'unreachable',
		`Swiftia could not be reached to ${label.doing}: ${inWords(code)}`,
		hint,
	);
}

/** A paid request that may have been carried out. */
export function outcomeUnknown(cause: string, { doing }: RequestLabel): SwiftiaError {
	return new SwiftiaError(
		'outcomeUnknown',
		`The request to ${doing} may have been accepted; check before running again: ${cause}`,
		'Check in Swiftia whether the job or render exists. This execution does not send it again, so you do not pay twice.',
	);
}

/** Something answered, and it is no Swiftia API. */
export function notSwiftia(status: number, { doing }: RequestLabel): SwiftiaError {
	return new SwiftiaError(
		'notSwiftia',
		`The answer (HTTP ${status}) did not come from the Swiftia API, so the node could not ${doing}`,
		CHECK_ADDRESS,
	);
}

/**
 * The address has moved, and the request was not followed there.
 *
 * @param target origin and path of where it points; undefined if it names nothing
 */
export function redirected(target: string | undefined, { doing }: RequestLabel): SwiftiaError {
	return new SwiftiaError(
		'redirected',
		`The address of the Swiftia API redirects ${target ? `to ${target}` : 'to nowhere'}, so the node could not ${doing}`,
		`${CHECK_ADDRESS} The API key is never sent to another host.`,
	);
}

/** A paid request that was not sent, because of what Swiftia had said to an earlier one. */
export function notStarted(reason: SwiftiaError, { doing }: RequestLabel): SwiftiaError {
	return new SwiftiaError(
		'notStarted',
		`The request to ${doing} was not sent, because Swiftia had refused an earlier one: ${reason.message}`,
		reason.hint,
		true,
	);
}

/** A paid request that was not sent, because the time of the node was over. */
export function tooLate({ doing }: RequestLabel): SwiftiaError {
	return new SwiftiaError(
		'notStarted',
		`The request to ${doing} was not sent, because Max Wait was over`,
		'Raise Max Wait, and retry. A retry starts only the rest.',
	);
}

/** The execution was stopped. */
export function stopped(): SwiftiaError {
	return new SwiftiaError('stopped', 'The execution was stopped', '');
}
