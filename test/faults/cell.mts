import { Engine } from '../engine/engine.mts';
import { SPEED } from '../engine/fastTime.mts';
import { type Fault, type Times, natureOf } from './fault.mts';
import { keyProblems } from './key.mts';
import { linesOf } from './log.mts';
import type { Hit, Operation } from './operations.mts';
import { type Outcome, type Range, outcomeOf } from './outcome.mts';
import { CellServer } from './server.mts';

/** One cell of the matrix: an operation one of whose requests is hit by a fault. */
export interface Cell {
	operation: Operation;
	hit: Hit;
	fault: Fault;
	times: Times;
}

/** Real milliseconds after which a run counts as hanging. */
const PATIENCE = 150_000;
/** Minutes of Max Wait, for a wait that is to reach its limit and one that is not. */
const MAX_WAIT = { short: 1, long: 30 };

let cells = 0;

/**
 * Runs one cell.
 *
 * @throws an error with all that is not as it has to be
 */
export async function checkCell(cell: Cell): Promise<void> {
	const { operation, hit, fault, times } = cell;
	const expected = outcomeOf(operation, hit, natureOf(fault, hit), times, fault.shorts);
	const id = `cell${++cells}`;
	const key = `sw_live_${id}_4f1c`;
	const server = await CellServer.start({ key, open: operation.open, fault, hit, times });
	const other = await fault.server?.();
	try {
		const engine = await Engine.create([nodeOf(operation, expected)], {
			credential: { apiKey: key, baseUrl: other?.baseUrl ?? server.apiUrl },
			executionId: id,
		});
		const ended = await endsInTime(engine.execute([operation.item ?? {}]));
		const problems = ended
			? [
					...endProblems(engine, cell, expected),
					...requestProblems(server, cell, expected),
					...keyProblems(engine, server, key),
					...paidProblems(engine, server, id, fault.meet !== undefined),
				]
			: ['it did not end'];
		if (problems.length > 0) throw new Error(report(problems, engine, server));
	} finally {
		server.close();
		other?.close();
	}
}

function nodeOf({ parameters, node, waits }: Operation, { end, takesAll }: Outcome) {
	const maxWaitMinutes = end === 'timed out' || takesAll ? MAX_WAIT.short : MAX_WAIT.long;
	return { ...node, parameters: { ...parameters, ...(waits && { maxWaitMinutes }) } };
}

/** Whether a run ends at all. */
export async function endsInTime(running: Promise<unknown>): Promise<boolean> {
	let guard: NodeJS.Timeout | undefined;
	const hangs = new Promise<boolean>((resolve) => {
		guard = setTimeout(resolve, PATIENCE * SPEED, false);
	});
	const ended = await Promise.race([running.then(() => true), hangs]);
	clearTimeout(guard);
	return ended;
}

function endProblems(engine: Engine, { operation, hit, fault }: Cell, expected: Outcome): string[] {
	if (expected.end === 'error') return errorProblems(engine, expected);
	if (engine.error) return [`an error where there should be a ${expected.end}: ${engine.error.message}`];
	return resultProblems(engine, operation, expected, fault.shorts).concat(
		fault.output?.(engine.json(), hit) ?? [],
	);
}

function errorProblems(engine: Engine, { says, never }: Outcome): string[] {
	const { error } = engine;
	if (!error) return [`no error, but ${JSON.stringify(engine.json()).slice(0, 300)}`];
	const words = `${error.message} ${error.description ?? ''}`;
	return [
		says && !says.test(error.message) ? `the message should say ${says.source}` : '',
		never?.test(words) ? `the message may not say ${never.source}` : '',
		/\[item 0\]$/.test(error.message) ? '' : 'the message does not name its item',
		(error.description ?? '') === '' ? 'the description says no way out' : '',
	].filter(Boolean);
}

function resultProblems(
	engine: Engine,
	operation: Operation,
	{ end, status, outputs: wanted }: Outcome,
	shorts = operation.outputs,
): string[] {
	const items = engine.output();
	const outputs = wanted ?? (operation.outputs === 3 ? shorts : operation.outputs);
	const timedOut = end === 'timed out';
	const wantsFile = operation.downloads && !timedOut && status === undefined;
	return [
		items.length === outputs ? '' : `${items.length} items instead of ${outputs}`,
		items.every(({ json }) => (json.timedOut ?? false) === timedOut) ? '' : `timedOut should be ${timedOut}`,
		status === undefined || items.every(({ json }) => json.status === status)
			? ''
			: `the status should be ${status}`,
		items.every(({ json }) => json.error === undefined) ? '' : 'an item has an error',
		items.every(({ binary }) => (binary !== undefined) === wantsFile) ? '' : 'the MP4 is not as it should be',
	].filter(Boolean);
}

function requestProblems(
	server: CellServer,
	{ fault, operation }: Cell,
	{ faulty, sent }: Outcome,
): string[] {
	const wanted = fault.requests?.(faulty) ?? faulty;
	const wantedPaid = fault.paid?.(sent, operation) ?? sent;
	return [
		isIn(server.faulty, wanted) ? '' : `${server.faulty} faulty requests instead of ${inWords(wanted)}`,
		isIn(server.paidBodies.length, wantedPaid)
			? ''
			: `${server.paidBodies.length} paid requests instead of ${inWords(wantedPaid)}`,
	].filter(Boolean);
}

function paidProblems(engine: Engine, server: CellServer, id: string, unseen: boolean): string[] {
	// What is started behind a connection that said nonsense, nobody can know of.
	const started = unseen ? [] : server.backend.started;
	const bodies = server.backend.started.map(({ body }) => JSON.stringify(body));
	const words = engine.error && `${engine.error.message} ${engine.error.description ?? ''}`;
	const log = linesOf(id);
	return [
		new Set(bodies).size === bodies.length ? '' : `the same was paid for twice: ${bodies.join(' ')}`,
		...started.map(({ id: one }) =>
			words === undefined || words.includes(one) ? '' : `the error does not name ${one}, which is paid for`,
		),
		...started.map(({ id: one }) =>
			log.some((line) => line.includes(`Swiftia started`) && line.includes(one))
				? ''
				: `the log does not name ${one}, which is paid for`,
		),
		log.filter((line) => line.includes('asking to start')).length >= server.paidBodies.length
			? ''
			: 'a paid request was sent without a line in the log before it',
	].filter(Boolean);
}

function isIn(count: number, [least, most]: Range): boolean {
	return count >= least && count <= most;
}

function inWords([least, most]: Range): string {
	return least === most ? String(least) : `${least} to ${most}`;
}

function report(problems: string[], engine: Engine, server: CellServer): string {
	const { error } = engine;
	const end = error
		? `error "${error.message}" (${error.description ?? ''})`
		: JSON.stringify(engine.json()).slice(0, 400);
	return [...problems, `It came to: ${end}`, `Requests: ${server.requests.slice(0, 15).join(', ')}`].join(
		'\n',
	);
}
