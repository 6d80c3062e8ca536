import { decoded } from './text';

/** What stands in an address where its expression was not evaluated, found nothing, or gave an object. */
const LEFT_OVER = /\{\{|\}\}|\$\{|\[object |\/(?:undefined|null)(?:[/:?#]|$)/i;

/** Whether the text is one complete address of the web that others can be given: nothing left over from an expression, no user info. */
export function isWebAddress(text: string): boolean {
	if (!/^https?:\/\//i.test(text) || /[\s\p{C}\p{DI}]/u.test(text)) return false;
	if (LEFT_OVER.test(decoded(text)) || !URL.canParse(text)) return false;
	const { username, password } = new URL(text);
	return username + password === '';
}
