const MASK = '***';
/** Characters below which a text is too short to be told from any other. */
const SHORTEST_SECRET = 4;

/** The text without the secret, as it is or as a URL or a JSON text would hold it. */
export function redact(text: string, secret: string): string {
	if (secret.length < SHORTEST_SECRET) return text;
	const forms = new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]);
	return [...forms].reduce((left, form) => left.replaceAll(form, MASK), text);
}
