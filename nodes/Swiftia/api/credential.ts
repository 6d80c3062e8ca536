import { badInput } from './swiftiaError';
import { visible } from './text';

/** The usual address of the Swiftia API (Swiftia docs, authentication). */
export const USUAL_BASE_URL = 'https://app.swiftia.io/api';

/** What people fill into the credential, or an expression in it gives. */
export type GivenCredential = Partial<Record<'apiKey' | 'baseUrl', unknown>>;

/** A credential that requests can be built on. */
export interface Credential {
	apiKey: string;
	/** Without a slash at the end. */
	baseUrl: string;
}

/** Characters that a header can carry (RFC 9110). */
const HEADER_VALUE = /^[\x21-\x7e\x80-\xff]+$/;
const QUOTED = /^(["'`“”„‘’«»])(.*)["'`“”‘’«»]$/s;
const SCHEME = /^(?:authorization\s*:\s*)?bearer\s+/i;

/** The key by itself: without what is copied along with it, such as spaces, quotes or `Bearer`. It may still be none. */
export function cleanApiKey(given: unknown): string {
	const text = unquoted(given);
	const key = unquoted(text.replace(SCHEME, ''));
	return key === text ? key : cleanApiKey(key);
}

/**
 * The credential, without what was copied along with its values.
 *
 * @throws SwiftiaError (badInput) for a base URL that is no web address, or a key that no header can carry
 */
export function readCredential({ apiKey: givenKey, baseUrl }: GivenCredential): Credential {
	const apiKey = cleanApiKey(givenKey);
	if (HEADER_VALUE.test(apiKey)) return { apiKey, baseUrl: readBaseUrl(baseUrl) };
	throw badInput(
		apiKey === ''
			? 'The API key in the Swiftia credential is empty'
			: 'The API key in the Swiftia credential has a space or an invalid character',
		'Paste the key again, check its expression, or create a new key in Swiftia.',
	);
}

function readBaseUrl(given: unknown): string {
	const text = unquoted(given);
	const url = URL.canParse(text) ? new URL(text) : undefined;
	const isUsable =
		url &&
		/^https?:$/.test(url.protocol) &&
		!/\s/.test(text) &&
		!url.search &&
		!url.hash &&
		!url.username &&
		!url.password;
	if (isUsable) return text.replace(/\/+$/, '');
	throw badInput(
		'The base URL in the Swiftia credential is not a web address',
		`Usually it is ${USUAL_BASE_URL}.`,
	);
}

/** The text without what surrounds it. */
function unquoted(given: unknown): string {
	const text = typeof given === 'string' || typeof given === 'number' ? visible(String(given)) : '';
	const [, , inner] = QUOTED.exec(text) ?? [];
	return inner === undefined ? text : unquoted(inner);
}
