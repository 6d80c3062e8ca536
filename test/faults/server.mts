import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { Backend, FILE, type OpenLooks } from './backend.mts';
import { type Exchange, type Fault, type Times, reply } from './fault.mts';
import type { Hit } from './operations.mts';
import { strangerUrl } from './stranger.mts';

/** What one cell's server is told. */
export interface Script {
	key: string;
	open: OpenLooks;
	fault: Fault;
	hit: Hit;
	times: Times;
}

let addresses = 0;

/** A loopback address that no other cell uses: the port of one that is closed may be another's a moment later. */
function addressOfItsOwn(): string {
	const number = ++addresses;
	return `127.1.${number >> 8}.${number & 255}`;
}

/** A Swiftia of one cell: healthy but for the requests that the fault hits. Each request has a connection of its own. */
export class CellServer {
	/** Such as `POST /api/jobs`, in their order. */
	readonly requests: string[] = [];
	/** Bodies of the paid requests that came to the API's own address. */
	readonly paidBodies: string[] = [];
	/** Requests that the fault has answered. */
	faulty = 0;
	/** Requests for files that came with the key. */
	filesWithKey = 0;
	readonly backend: Backend;
	private readonly server = net.createServer();
	private readonly http = http.createServer();
	private readonly sockets = new Set<Socket>();

	private constructor(private readonly script: Script) {
		this.backend = new Backend(script.open, (id) => `${this.origin}/files/${encodeURIComponent(id)}.mp4`);
		this.server.on('connection', (socket) => this.meet(socket));
		this.http.on('request', (request, response) => void this.answer(request, response));
	}

	static async start(script: Script): Promise<CellServer> {
		const started = new CellServer(script);
		const host = script.fault.closesPort ? addressOfItsOwn() : '127.0.0.1';
		await new Promise<void>((resolve) => started.server.listen(0, host, resolve));
		started.origin = `http://${host}:${(started.server.address() as AddressInfo).port}`;
		started.closePortIfDue();
		return started;
	}

	/** Such as `http://127.0.0.1:4010`. */
	origin = '';

	get apiUrl(): string {
		return `${this.origin}/api`;
	}

	close(): void {
		this.server.close();
		this.sockets.forEach((socket) => socket.destroy());
	}

	private meet(socket: Socket): void {
		this.sockets.add(socket);
		socket.on('error', () => {});
		socket.on('close', () => this.sockets.delete(socket));
		const { fault } = this.script;
		if (!fault.meet || !this.isDue) return void this.http.emit('connection', socket);
		this.faulty++;
		fault.meet(socket);
	}

	/** Whether the next request is one that the fault may hit. */
	private get isDue(): boolean {
		const { hit, times } = this.script;
		return this.requests.length >= hit.after && (times === 'always' || this.faulty === 0);
	}

	private closePortIfDue(): void {
		if (this.script.fault.closesPort && this.requests.length >= this.script.hit.after) this.server.close();
	}

	private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { hit, fault, key } = this.script;
		const method = request.method!;
		const path = request.url!;
		const body = await text(request).catch(() => '');
		const isHit = hit.method === method && hit.path.test(path) && this.isDue;
		this.requests.push(`${method} ${path}`);
		if (method === 'POST' && /^\/api\/(jobs|render)$/.test(path)) this.paidBodies.push(body);
		if (path.startsWith('/files/') && request.headers.authorization) this.filesWithKey++;
		const exchange: Exchange = {
			request,
			response,
			socket: request.socket,
			strangerUrl: strangerUrl(),
			origin: this.origin,
			key,
			path,
			healthy: () => this.healthy(method, path, body),
		};
		if (isHit && fault.act) {
			this.faulty++;
			fault.act(exchange);
		} else this.behave(exchange);
		this.closePortIfDue();
	}

	private behave(exchange: Exchange): void {
		const { path, response, request, key } = exchange;
		const hop = /^\/hop\/(\d+)\/(\d+)(\/.*)$/.exec(path);
		if (hop && Number(hop[2]) > 0) {
			const location = `/hop/${hop[1]}/${Number(hop[2]) - 1}${hop[3]}`;
			return reply(exchange, Number(hop[1]), '', { location });
		}
		const asked = hop ? hop[3]! : path;
		if (asked.startsWith('/lost/')) return void request.socket.resetAndDestroy();
		if (asked.startsWith('/files/')) {
			response.writeHead(200, {
				'content-type': 'video/mp4',
				'content-length': FILE.length,
				connection: 'close',
			});
			return void response.end(FILE);
		}
		if (request.headers.authorization !== `Bearer ${key}`) {
			return reply(exchange, 401, { status: 401, message: 'Unauthorized', code: 'UNAUTHORIZED' });
		}
		const { status, body } = exchange.healthy();
		reply(exchange, status, body);
	}

	private healthy(method: string, path: string, body: string): { status: number; body: unknown } {
		const below = path.replace(/^\/hop\/\d+\/\d+/, '').replace(/^\/api/, '');
		return this.backend.answer(method, below, body === '' ? undefined : JSON.parse(body));
	}
}
