/** A request that got no answer. */
export interface NetworkFailure {
	/** Such as ECONNRESET; `TLS` where no secure connection came about. */
	code: string;
	/** Whether nothing of it can have arrived, because the connection was never made. */
	neverSent: boolean;
}

/** Links of a chain of causes that are looked at. */
const DEEPEST = 6;

/** Codes of a certificate that was not accepted: the connection is given up before anything is sent on it. */
const CERTIFICATE =
	/^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH_EXCEEDED)/;
/** What OpenSSL says while hands are being shaken. */
const HANDSHAKE =
	/before secure TLS connection|wrong version number|unknown protocol|unsupported protocol|handshake failure|alert protocol version|alert insufficient security|alert unrecognized name|packet length too long|no protocols available|http request/i;
/** Codes that come of nothing but a connection which is not made, or of a request that is malformed and never sent. */
const NEVER_SENT = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'ERR_INVALID_URL',
	'ERR_INVALID_CHAR',
	'ERR_UNESCAPED_CHARACTERS',
]);
/** How Node.js begins the message of a failure to connect, where nothing but the message is left of it (n8n 1.x). */
const CONNECTING = /^(connect|getaddrinfo) E/;

/** An error, as far as it says what became of a connection. */
interface Link {
	code?: unknown;
	/** n8n's own place for the code. */
	httpCode?: unknown;
	syscall?: unknown;
	message?: unknown;
	/** What n8n's own message was put in place of. */
	messages?: unknown;
	cause?: unknown;
	/** Where a host has several addresses: what became of each. */
	errors?: unknown;
}

/** What n8n's error, and what caused it, says of the connection. */
export function readNetworkFailure(error: unknown): NetworkFailure {
	const links = chainOf(error);
	const codes = links.map(codeOf).filter((code) => code !== undefined);
	const isTls = codes.some((code) => CERTIFICATE.test(code)) || links.some(isHandshake);
	const neverSent = isTls || codes.some((code) => NEVER_SENT.has(code)) || links.some(isConnecting);
	return { code: isTls ? 'TLS' : (codes.at(-1) ?? 'no answer'), neverSent };
}

function codeOf({ code, httpCode }: Link): string | undefined {
	if (typeof code === 'string') return code;
	return typeof httpCode === 'string' && /^[A-Z]/.test(httpCode) ? httpCode : undefined;
}

function isHandshake(link: Link): boolean {
	const code = codeOf(link);
	return (code === 'EPROTO' || code === 'ECONNRESET') && textsOf(link).some((text) => HANDSHAKE.test(text));
}

function isConnecting(link: Link): boolean {
	if (link.syscall === 'connect' || link.syscall === 'getaddrinfo') return true;
	return textsOf(link).some((text) => CONNECTING.test(text)) || failedAtEachAddress(link);
}

function failedAtEachAddress({ errors }: Link): boolean {
	return (
		Array.isArray(errors) && errors.length > 0 && errors.every((one) => isLink(one) && isConnecting(one))
	);
}

function textsOf({ message, messages }: Link): string[] {
	const texts: unknown[] = Array.isArray(messages) ? [message, ...(messages as unknown[])] : [message];
	return texts.filter((text) => typeof text === 'string');
}

function chainOf(error: unknown): Link[] {
	const links: Link[] = [];
	for (let at = error; isLink(at) && links.length < DEEPEST; at = at.cause) links.push(at);
	return links;
}

function isLink(value: unknown): value is Link {
	return typeof value === 'object' && value !== null;
}
