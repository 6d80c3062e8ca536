import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearLockedPorts } from 'get-port';
import { runStep } from './lib/progress.mts';
import type { Scope } from './lib/scope.mts';
import { N8nClient } from './client.mts';
import type { Login } from './rest.mts';
import { DEMO_RELEASE, ensureN8n, type N8nInstallation, type N8nRelease } from './install.mts';
import { installPackage, packPackage, type InstalledPackage, type PackedPackage } from './package.mts';
import { registerPackage } from './registration.mts';
import { startN8n, type N8nServer } from './server.mts';

/** The login of the n8n that the demo starts; it listens on this machine only and is thrown away afterwards. */
export const DEMO_LOGIN: Login = {
	email: 'demo@example.com',
	password: 'Swiftia-demo-1',
	firstName: 'Swiftia',
	lastName: 'Demo',
};

/** A running n8n with this package in it and somebody logged in, of however many processes it is made. */
export interface RunningN8n {
	/** What serves the editor. */
	readonly server: Pick<N8nServer, 'url' | 'ended'>;
	client: N8nClient;
	/** Where n8n's file nodes may write; a real path without links. */
	outputFolder: string;
}

/** An n8n of one process. */
export interface Session extends RunningN8n {
	readonly server: N8nServer;
	/** Stops n8n, if it runs, and starts it again, with the same data and at the same address. */
	restart(): Promise<void>;
	/** Ends n8n as kill -9 does. */
	kill(): Promise<void>;
}

/** The package that this repository makes. */
export const PACKAGE_NAME = 'n8n-nodes-swiftia';

const REPOSITORY = join(import.meta.dirname, '..');

/** What every session may be told. */
export interface SessionOptions {
	outputFolder: string;
	port?: number;
	environment?: Readonly<Record<string, string>>;
	/** The package, where it has been packed before. */
	packed?: PackedPackage;
	/** Keeps n8n's folder with its log when the scope closes. */
	keepFolder?: () => boolean;
}

/**
 * Brings up an n8n in a folder of its own with this package installed from its tarball. Everything it opens is
 * closed, and the folder removed, with the scope.
 */
export async function startSession(
	scope: Scope,
	options: SessionOptions & {
		release?: N8nRelease;
		/** Arguments for Node, before n8n's script. */
		nodeArguments?: readonly string[];
		/** Whether the package is in it from the start; it is unless told. */
		withPackage?: boolean;
	},
): Promise<Session> {
	const installation = await findN8n(options.release);
	const { folder, outputFolder } = await openFolders(scope, options);
	const userFolder = join(folder, 'n8n');
	const pack =
		options.withPackage === false ? undefined : await buildAndInstall(userFolder, options.packed ?? folder);
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
		async kill() {
			await server.kill();
		},
		async restart() {
			await server.stop();
			// get-port does not give out the same port twice within some seconds.
			clearLockedPorts();
			server = await start(Number(new URL(server.url).port));
		},
	};
}

/** The n8n of a release, installed now if it has to be. */
export async function findN8n(release = DEMO_RELEASE): Promise<N8nInstallation> {
	return await runStep(
		`n8n ${release.version}`,
		async (step) => await ensureN8n(release, step.update),
		({ fresh, folder }) => `${fresh ? 'installed' : 'found'} in ${folder}`,
	);
}

/** A folder of the session's own, removed with the scope, and the one where results go. */
export async function openFolders(
	scope: Scope,
	options: SessionOptions,
): Promise<{ folder: string; outputFolder: string }> {
	const folder = await realpath(await mkdtemp(join(tmpdir(), 'swiftia-demo-')));
	scope.defer(async () => {
		if (options.keepFolder?.()) console.error(`n8n's folder and log are kept in ${folder}`);
		else await rm(folder, { recursive: true, force: true, maxRetries: 3 });
	});
	await mkdir(options.outputFolder, { recursive: true });
	return { folder, outputFolder: await realpath(options.outputFolder) };
}

/** Puts the package into an n8n's folder, after packing it where only a folder for that is given. */
export async function buildAndInstall(
	userFolder: string,
	packed: PackedPackage | string,
): Promise<InstalledPackage> {
	return await runStep(
		`Building and installing ${PACKAGE_NAME}`,
		async () =>
			await installPackage(
				userFolder,
				typeof packed === 'string' ? await packPackage(REPOSITORY, packed) : packed,
			),
		({ version }) => `version ${version}`,
	);
}
