import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childEnvironment } from '../../../realN8n/lib/environment.mts';
import { spawnTree, stopTree } from '../../../realN8n/lib/processes.mts';
import type { FromProxy, ToProxy } from './messages.mts';

/** The internet as an n8n under test sees it: hosts that servers on this machine stand for, and nothing else. */
export class Internet {
	/** Requests to hosts that nobody stands for; they were answered 599. */
	readonly strays: string[] = [];

	private constructor(
		private readonly proxy: ReturnType<typeof spawnProxy>,
		private readonly folder: string,
		private readonly port: number,
	) {}

	static async start(): Promise<Internet> {
		const folder = await mkdtemp(join(tmpdir(), 'swiftia-test-internet-'));
		const proxy = spawnProxy();
		const ready = (await proxy.getOneMessage()) as unknown as Extract<FromProxy, { port: number }>;
		const internet = new Internet(proxy, folder, ready.port);
		await writeFile(internet.certificate, ready.certificate);
		void internet.listen();
		return internet;
	}

	/** The settings of an n8n that shall see it. */
	get environment(): Record<string, string> {
		const url = `http://127.0.0.1:${this.port}`;
		return { HTTPS_PROXY: url, https_proxy: url, NODE_EXTRA_CA_CERTS: this.certificate };
	}

	/** Lets a server on this machine stand for a host. */
	async add(message: ToProxy): Promise<void> {
		const added = this.proxy.getOneMessage({
			filter: (answer) => (answer as { host?: string }).host === message.host,
		});
		await this.proxy.sendMessage({ ...message });
		await added;
	}

	async close(): Promise<void> {
		await stopTree(this.proxy.pid!);
		await rm(this.folder, { recursive: true, force: true });
	}

	private get certificate(): string {
		return join(this.folder, 'ca.pem');
	}

	private async listen(): Promise<void> {
		for await (const message of this.proxy.getEachMessage()) {
			const { stray } = message as { stray?: string };
			if (stray !== undefined) this.strays.push(stray);
		}
	}
}

function spawnProxy() {
	return spawnTree(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'proxy.mts')], {
		env: childEnvironment(),
		ipc: true,
		reject: false,
	} as const);
}
