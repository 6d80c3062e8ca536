import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { InvalidArgumentError, program } from 'commander';
import { checkMainJob, printFindings } from './check.mts';
import { runInScope, type Scope } from '../realN8n/lib/scope.mts';
import { runMainJob, type MainJob } from './mainJob.mts';
import { startQueueSession } from '../realN8n/queueSession.mts';
import { DEMO_LOGIN, type RunningN8n, type SessionOptions, startSession } from '../realN8n/session.mts';
import { startDemoSimulator } from './simulator.mts';
import { printVideos } from './videos.mts';
import { DEMO_VIDEO } from './workflow.mts';

interface Options {
	port?: number;
	output?: string;
	check?: true;
	queue?: true;
}

const { port, output, check, queue } = program
	.name('npm start --')
	.description(
		'Shows Swiftia in a real n8n: one YouTube video becomes shorts. A simulator stands in for Swiftia.',
	)
	.option(
		'--port <number>',
		'port of the n8n editor (default: 5678); a free one is taken if it is in use',
		portNumber,
	)
	.option('--output <folder>', 'where the MP4 files go (default: ./out, with --check a temporary folder)')
	.option('--queue', 'n8n in queue mode, as on several machines; needs redis-server and postgresql')
	.option('--check', 'run once, check the result, then exit with 0 (good) or 1 (bad)')
	.parse()
	.opts<Options>();

await runInScope(check ? headless : interactive);

/** The run that checks itself: the exit code tells. */
async function headless(scope: Scope): Promise<number> {
	let good = false;
	const outputFolder = output ? resolve(output) : await temporaryFolder(scope);
	const simulator = await startDemoSimulator();
	scope.defer(simulator.close);
	const session = await start(scope, { outputFolder, port, keepFolder: () => !good });
	const job = await runMainJob(session, simulator);

	printOutcome(job);
	good = printFindings(await checkMainJob(job, simulator.evidence()));
	console.log(good ? '\nThe demo works.' : '\nThe demo does not work.');
	return good ? 0 : 1;
}

/** The run to look at: it stays until Ctrl-C. */
async function interactive(scope: Scope): Promise<number> {
	console.log(`Making shorts of ${DEMO_VIDEO} in a real n8n. Ctrl-C ends everything.`);
	console.log('A simulator stands in for Swiftia: its MP4s are test cards, and nothing is paid for.\n');
	const simulator = await startDemoSimulator();
	scope.defer(simulator.close);
	const session = await start(scope, { outputFolder: resolve(output ?? 'out'), port: port ?? 5678 });
	const job = await runMainJob(session, simulator);

	printOutcome(job);
	printWhereToLook(session, job, simulator.url);
	await Promise.race([scope.untilInterrupted(), session.server.ended]);
	if (scope.interrupted.signal.aborted) return 0;
	console.error('n8n stopped unexpectedly.');
	return 1;
}

async function start(scope: Scope, options: SessionOptions): Promise<RunningN8n> {
	if (!queue) return await startSession(scope, options);
	const session = await startQueueSession(scope, options);
	console.log(`\n${session.stack.describe()}\n`);
	return session;
}

function printOutcome({ execution, videos, parkedSeconds }: MainJob): void {
	if (execution.failure)
		console.error(`\nThe workflow ended as "${execution.status}":\n${execution.failure}\n`);
	if (videos.length === 0) return;
	printVideos(videos);
	const first = Math.min(...videos.map(({ savedAt }) => savedAt.getTime()));
	const seconds = (first - performance.timeOrigin) / 1000;
	console.log(
		`Parked for ${parkedSeconds.toFixed(1)} s. From start to the first MP4: ${seconds.toFixed(1)} s.\n`,
	);
}

function printWhereToLook({ server }: RunningN8n, { workflow, execution }: MainJob, apiUrl: string): void {
	console.log(`Workflow    ${server.url}/workflow/${workflow.id}`);
	console.log(`Execution   ${server.url}/workflow/${workflow.id}/executions/${execution.id}`);
	console.log(`Login       ${DEMO_LOGIN.email}  ${DEMO_LOGIN.password}`);
	console.log(`Simulator   ${apiUrl}`);
	console.log('\nCtrl-C stops everything and deletes this n8n; the MP4 files are kept.');
}

async function temporaryFolder(scope: Scope): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'swiftia-demo-out-'));
	scope.defer(async () => await rm(folder, { recursive: true, force: true }));
	return folder;
}

function portNumber(text: string): number {
	const number = Number(text);
	if (!Number.isInteger(number) || number < 1 || number > 65_535) {
		throw new InvalidArgumentError('Expected a number from 1 to 65535.');
	}
	return number;
}
