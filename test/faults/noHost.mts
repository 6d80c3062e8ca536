import dns from 'node:dns';

/** Hosts that nobody finds. */
export const NOBODY_HOME = { unknown: 'swiftia-unknown.invalid', later: 'swiftia-later.invalid' };

const CODES = new Map([
	[NOBODY_HOME.unknown, 'ENOTFOUND'],
	[NOBODY_HOME.later, 'EAI_AGAIN'],
]);

const lookup = dns.lookup;

/** Looks these hosts up as a resolver does that does not know them; no question leaves this machine. */
export function answerForNobody(): void {
	dns.lookup = Object.assign((...given: Parameters<typeof lookup>) => {
		const [host] = given;
		const done = given.at(-1) as (error: Error) => void;
		const code = CODES.get(host);
		if (code === undefined) return lookup(...given);
		const error = new Error(`getaddrinfo ${code} ${host}`);
		setImmediate(done, Object.assign(error, { code, errno: -3008, syscall: 'getaddrinfo', hostname: host }));
		return {};
	}, lookup) as typeof lookup;
}
