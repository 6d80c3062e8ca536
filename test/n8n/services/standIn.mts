import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

/** Above the 2 MiB that a piece of n8n's nodes for Google has. */
const MOST_BYTES = 4 * 1024 * 1024;
/** A status that no service uses. */
const UNKNOWN = 599;

/** A server on loopback in the place of a service on the internet. It answers what n8n's own nodes ask of the service, and notes everything else. */
export abstract class StandIn {
	/** Requests that the service would know and this does not. */
	readonly unknown: string[] = [];
	/** Where it listens. */
	origin = '';
	protected readonly server: FastifyInstance = Fastify({ bodyLimit: MOST_BYTES });

	/** @param host the host that it stands for */
	protected constructor(readonly host: string) {
		this.server.setNotFoundHandler(async ({ method, url }, reply) => {
			this.unknown.push(`${method} ${url}`);
			await reply.code(UNKNOWN).send({});
		});
	}

	/** Forgets what it saw. */
	abstract reset(): void;

	async listen(): Promise<this> {
		this.origin = await this.server.listen({ host: '127.0.0.1', port: 0 });
		return this;
	}

	async close(): Promise<void> {
		this.server.server.closeAllConnections();
		await this.server.close();
	}

	/** Lets nobody in who does not bring this token. */
	protected requireToken(token: string): void {
		this.server.addHook('onRequest', async ({ headers }: FastifyRequest, reply: FastifyReply) => {
			if (headers.authorization !== `Bearer ${token}`) await reply.code(401).send({});
		});
	}
}
