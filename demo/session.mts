import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearLockedPorts } from 'get-port';
import { runStep } from './lib/progress.mts';
import type { Scope } from './lib/scope.mts';
import { N8nClient } from './n8n/client.mts';
import type { Login } from './n8n/rest.mts';
import { DEMO_RELEASE, ensureN8n, type N8nRelease } from './n8n/install.mts';
import { installPackage, packPackage } from './n8n/package.mts';
import { registerPackage } from './n8n/registration.mts';
import { startN8n, type N8nServer } from './n8n/server.mts';

/** The login of the n8n that the demo starts; it listens on this machine only and is thrown away afterwards. */
export const DEMO_LOGIN: Login = {
	email: 'demo@example.com',
	password: 'Swiftia-demo-1',
	firstName: 'Swiftia',
	lastName: 'Demo',
};

/** A running n8n with this package in it and somebody logged in. */
export interface Session {
	readonly server: N8nServer;
	client: N8nClient;
	/** Where n8n's file nodes may write; a real path without links. */
	outputFolder: string;
	/** Stops n8n and starts it again, with the same data and at the same address. */
	restart(): Promise<void>;
}

const REPOSITORY = join(import.meta.dirname, '..');
const PACKAGE_NAME = 'n8n-nodes-swiftia';

/**
 * Brings up an n8n in a folder of its own with this package installed from its tarball. Everything it opens is
 * closed, and the folder removed, with the scope.
 */
export async function startSession(
	scope: Scope,
	options: {
		outputFolder: string;
		port?: number;
		release?: N8nRelease;
		environment?: Readonly<Record<string, string>>;
		/** Arguments for Node, before n8n's script. */
		nodeArguments?: readonly string[];
		/** Whether the package is in it from the start; it is unless told. */
		withPackage?: boolean;
		/** Keeps n8n's folder with its log when the scope closes. */
		keepFolder?: () => boolean;
	},
): Promise<Session> {
	const release = options.release ?? DEMO_RELEASE;
	const installation = await runStep(
		`n8n ${release.version}`,
		async (step) => await ensureN8n(release, step.update),
		({ fresh, folder }) => `${fresh ? 'installed' : 'found'} in ${folder}`,
	);

	const folder = await realpath(await mkdtemp(join(tmpdir(), 'swiftia-demo-')));
	scope.defer(async () => {
		if (options.keepFolder?.()) console.error(`n8n's folder and log are kept in ${folder}`);
		else await rm(folder, { recursive: true, force: true, maxRetries: 3 });
	});
	await mkdir(options.outputFolder, { recursive: true });
	const outputFolder = await realpath(options.outputFolder);
	const userFolder = join(folder, 'n8n');

	const pack =
		options.withPackage === false
			? undefined
			: await runStep(
					`Building and installing ${PACKAGE_NAME}`,
					async () => await installPackage(userFolder, await packPackage(REPOSITORY, folder)),
					({ version }) => `version ${version}`,
				);
	const start = async (port = options.port) =>
		await startN8n({
			installation,
			userFolder,
			filesFolder: outputFolder,
			port,
			environment: options.environment,
			nodeArguments: options.nodeArguments,
		});
	let server = await runStep(
		'Starting n8n',
		async () => await start(),
		({ url }) => url,
	);
	scope.defer(async () => await server.stop());

	const client = new N8nClient(server.url);
	await client.setUp(DEMO_LOGIN);
	if (pack) {
		const nodeTypes = await client.nodeTypes(PACKAGE_NAME);
		if (nodeTypes.length === 0) {
			throw new Error(`n8n did not load ${PACKAGE_NAME}; its log is ${server.logFile}`);
		}
		await registerPackage(installation, userFolder, pack, nodeTypes);
	}
	return {
		get server() {
			return server;
		},
		client,
		outputFolder,
		async restart() {
			await server.stop();
			// get-port does not give out the same port twice within some seconds.
			clearLockedPorts();
			server = await start(Number(new URL(server.url).port));
		},
	};
}
