/** Redirects that one request follows. */
const MOST_FOLLOWED = 3;

/** What a redirect means for a request. */
export type Redirect =
	/** It may be sent there, with the key. */
	| { follow: string }
	/** It may not; `target` is origin and path, without a query that could hold secrets. */
	| { refuse: string | undefined };

/** An answer that points elsewhere. */
export interface RedirectAnswer {
	status: number;
	/** The header Location, as it came. */
	location: string;
	/** The address that was asked. */
	url: string;
	/** Redirects that were followed before. */
	followed: number;
}

/** Whether an HTTP status is that of a redirect which names another address. */
export function isRedirect(status: number): boolean {
	return [301, 302, 303, 307, 308].includes(status);
}

/** A name or password in an address would be sent in place of the key. */
function isOfOrigin(target: URL, url: string): boolean {
	return target.origin === new URL(url).origin && target.username === '' && target.password === '';
}

/**
 * Whether to follow a redirect. The key goes to its own origin only. A POST is sent again only after 307 and 308, which by their
 * meaning carried nothing out.
 */
export function judgeRedirect(method: 'GET' | 'POST', answer: RedirectAnswer): Redirect {
	const { status, location, url, followed } = answer;
	const target = location !== '' && URL.canParse(location, url) ? new URL(location, url) : undefined;
	if (!target) return { refuse: undefined };
	const mayFollow = method === 'GET' || status === 307 || status === 308;
	if (mayFollow && isOfOrigin(target, url) && followed < MOST_FOLLOWED) return { follow: target.href };
	return { refuse: target.origin + target.pathname };
}
