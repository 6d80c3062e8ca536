import { type Exchange, type Fault, type Nature, reply } from '../fault.mts';
import type { Hit } from '../operations.mts';

const STATUSES = [301, 302, 303, 307, 308];
const MOST_FOLLOWED = 3;

type Target = (exchange: Exchange, status: number) => string;

interface Redirect {
	name: string;
	target: Target;
	/** Redirects within the origin that it comes to; undefined where it leads elsewhere or nowhere. */
	hops?: number;
	/** What a message has to call the target. */
	says: string;
	/** Whether the address it leads to takes the request and never answers. */
	breaks?: boolean;
}

const LOCAL = 'http://127\\.0\\.0\\.1:\\d+/';
const hop = (hops: number, status: number, path: string) => `/hop/${status}/${hops - 1}${path}`;

const REDIRECTS: Redirect[] = [
	{ name: 'a slash at the end', target: ({ path }) => `${path}/`, hops: 1, says: LOCAL },
	{
		name: 'the same origin, absolute',
		target: ({ origin, path }, status) => origin + hop(1, status, path),
		hops: 1,
		says: LOCAL,
	},
	{
		name: 'the same origin, without its scheme',
		target: ({ origin, path }, status) => origin.replace('http:', '') + hop(1, status, path),
		hops: 1,
		says: LOCAL,
	},
	...[1, 2, 3, 4].map((hops) => ({
		name: `a chain of ${hops}`,
		target: ({ path }: Exchange, status: number) => hop(hops, status, path),
		hops,
		says: LOCAL,
	})),
	{ name: 'itself', target: ({ path }) => path, hops: Infinity, says: LOCAL },
	{ name: 'a place that breaks off', target: () => '/lost/', hops: 1, says: LOCAL, breaks: true },
	{ name: 'another port', target: ({ strangerUrl, path }) => strangerUrl + path, says: `${LOCAL}api` },
	{
		name: 'another host',
		target: ({ strangerUrl, path }) => strangerUrl.replace('127.0.0.1', 'localhost') + path,
		says: 'http://localhost:\\d+/api',
	},
	{
		name: 'another host, without its scheme',
		target: ({ strangerUrl, path }) => strangerUrl.replace('http://127.0.0.1', '//localhost') + path,
		says: 'http://localhost:\\d+/api',
	},
	{
		name: 'another host, with a secret in its query',
		target: ({ strangerUrl, path, key }) => `${strangerUrl}${path}?token=${key}`,
		says: `${LOCAL}api`,
	},
	{
		name: 'another host, with the key in its path',
		target: ({ strangerUrl, key }) => `${strangerUrl}/${key}`,
		says: `${LOCAL}\\*\\*\\*`,
	},
	{
		name: 'another host behind the name of this one',
		target: ({ strangerUrl, origin }) => `${origin}@${strangerUrl.replace('http://', '')}/`,
		says: LOCAL,
	},
	{
		name: 'another scheme',
		target: ({ origin, path }) => origin.replace('http:', 'https:') + path,
		says: 'https://127\\.0\\.0\\.1:\\d+/api',
	},
	{ name: 'a script', target: () => 'javascript:alert(1)', says: '' },
	{ name: 'a file', target: () => 'file:///etc/passwd', says: '' },
	{ name: 'no address', target: () => '', says: 'nowhere' },
	{ name: 'an address that is none', target: () => 'http://[', says: 'nowhere' },
];

/** Whether a request is sent on within its origin: reads are, and a POST where the status says that nothing was carried out. */
function isFollowed({ hops = Infinity }: Redirect, status: number, { method }: Hit): boolean {
	return hops <= MOST_FOLLOWED && (method === 'GET' || status === 307 || status === 308);
}

function natureOf(redirect: Redirect, status: number, hit: Hit): Nature {
	if (hit.method === 'POST' && status === 303)
		return { kind: 'redirect', target: redirect.says, unclear: true };
	if (!isFollowed(redirect, status, hit)) return { kind: 'redirect', target: redirect.says };
	return { kind: redirect.breaks ? 'lost' : 'harmless' };
}

/** Every status that sends on, to every kind of address. */
export const redirectFaults: Fault[] = STATUSES.flatMap((status) =>
	REDIRECTS.map((redirect): Fault => {
		const { name, target, hops, breaks } = redirect;
		return {
			name: `${status} to ${name}`,
			nature: (hit) => natureOf(redirect, status, hit),
			times: 'always',
			act: (exchange) => reply(exchange, status, '', { location: target(exchange, status) }),
			// Where it comes back to, it is hit again; where it was sent on once, it is repeated.
			...((hops === Infinity || breaks) && {
				requests: ([, most]) => [1, most === Infinity ? Infinity : 4 * 9],
				paid: ([least, most]) => [least, most * 4],
			}),
		};
	}),
);

/** The same without the header Location. */
export const placelessFaults: Fault[] = STATUSES.map((status) => ({
	name: `${status} without an address`,
	nature: ({ method }) => ({
		kind: 'redirect',
		target: 'nowhere',
		unclear: method === 'POST' && status === 303,
	}),
	times: 'always',
	act: (exchange) => reply(exchange, status, ''),
}));
