/** In place of a host: every host that nobody else stands for. */
export const ANY_HOST = '*';

/** From the test: a server at this origin stands for a host from now on. */
export interface ToProxy {
	host: string;
	origin: string;
}

/** From the proxy: it runs; a host is there; a host was asked for that nobody stands for. */
export type FromProxy = { port: number; certificate: string } | { host: string } | { stray: string };
