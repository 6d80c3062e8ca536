import { join } from 'node:path';
import { runStep } from './lib/progress.mts';
import type { Scope } from './lib/scope.mts';
import { N8nClient } from './client.mts';
import { QueueStack } from './queue/stack.mts';
import {
	DEMO_LOGIN,
	PACKAGE_NAME,
	type RunningN8n,
	type SessionOptions,
	buildAndInstall,
	findN8n,
	openFolders,
} from './session.mts';

/** An n8n in queue mode. */
export interface QueueSession extends RunningN8n {
	stack: QueueStack;
}

/** Brings up an n8n in queue mode with this package in each of its processes. Everything is closed with the scope. */
export async function startQueueSession(
	scope: Scope,
	options: SessionOptions & {
		/** The path under which n8n is, with a slash at both ends. */
		path?: string;
	},
): Promise<QueueSession> {
	const installation = await findN8n();
	const { folder, outputFolder } = await openFolders(scope, options);
	const packages = join(folder, 'packages');
	await buildAndInstall(packages, options.packed ?? folder);
	const { port, path = '/', environment } = options;
	const stack = await runStep(
		'Starting Redis, PostgreSQL and five processes of n8n',
		async () =>
			await QueueStack.start(scope, {
				installation,
				folder,
				packages,
				filesFolder: outputFolder,
				port,
				path,
				environment,
			}),
		({ balancer }) => balancer.url,
	);

	const url = stack.balancer.url + path.slice(0, -1);
	const client = new N8nClient(url);
	await client.setUp(DEMO_LOGIN);
	if ((await client.nodeTypes(PACKAGE_NAME)).length === 0) {
		throw new Error(`n8n did not load ${PACKAGE_NAME}; its log is ${stack.main.logFile}`);
	}
	return { server: { url, ended: stack.main.ended }, client, outputFolder, stack };
}
