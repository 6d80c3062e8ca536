import { badInput } from '../../api/swiftiaError';
import { quoted } from '../../api/text';
import { isWebAddress } from '../../api/webAddress';

/**
 * Checks a URL that Swiftia is given.
 *
 * @param name of its parameter
 * @throws SwiftiaError (badInput) for what is no address of the web, or holds what an expression left over
 */
export function checkWebAddress(name: string, url: string): string {
	if (isWebAddress(url)) return url;
	throw badInput(
		`${name} is ${quoted(url)}, which is not a web address`,
		'Enter a URL that starts with https://, or check what the expression finds in this item.',
	);
}
