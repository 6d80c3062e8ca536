/** What nobody sees in a text: zero-width characters, marks of direction, soft hyphens, variation selectors. */
const INVISIBLE = /[\p{Cf}\p{DI}\u2800]/gu;

/** Characters of a text that a message quotes. */
const MOST_QUOTED = 100;

/** The text without what nobody sees, and without white space around it. */
export function visible(text: string): string {
	return text.replace(INVISIBLE, '').trim();
}

/** The text with what is percent-encoded in it decoded, once; what cannot be decoded stays. */
export function decoded(text: string): string {
	return text.replace(/(?:%[\da-f]{2})+/gi, (encoded) => {
		try {
			return decodeURIComponent(encoded);
		} catch {
			return encoded;
		}
	});
}

/** The beginning of a text as a message shows it: in quotes, with what nobody sees as `\u200b`. */
export function quoted(text: string, most = MOST_QUOTED): string {
	const shown = text
		.slice(0, most)
		.replace(
			/[^\P{Z} ]|[\p{C}\p{DI}\u2800]/gu,
			(char) => `\\u${char.codePointAt(0)!.toString(16).padStart(4, '0')}`,
		);
	return `"${shown}${text.length > most ? '…' : ''}"`;
}

/** The beginning of a value as a message shows it: a list or an object as JSON, anything else as it is. */
export function quotedJson(value: unknown): string {
	try {
		return quoted(typeof value === 'object' ? JSON.stringify(value) : String(value));
	} catch {
		// An expression can yield what no JSON text holds.
		return Array.isArray(value) ? 'a list' : 'an object';
	}
}
