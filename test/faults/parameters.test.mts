import { Engine } from '../engine/engine.mts';
import { endsInTime } from './cell.mts';
import type { Fault } from './fault.mts';
import { keyProblems } from './key.mts';
import { prepare } from './matrix.mts';
import { OPERATIONS } from './operations.mts';
import { type ParameterRow, parameterRows } from './parameters.mts';
import { CellServer } from './server.mts';
import { type Verdict, valuesFor } from './values.mts';

const HEALTHY: Fault = { name: 'none', nature: { kind: 'harmless' } };
/** Paid requests of the parameters' own operations at most: all shorts of one job. */
const MOST_PAID = 3;

let cells = 0;

/** Runs the node with this value in this parameter, as an expression yields it. */
async function checkValue(row: ParameterRow, value: unknown, verdict: Verdict): Promise<void> {
	const [hit] = OPERATIONS[0]!.hits;
	const open = { job: 0, render: 0 };
	const executionId = `cell${++cells}`;
	const key = `sw_live_${executionId}_4f1c`;
	const server = await CellServer.start({ key, open, fault: HEALTHY, hit: hit!, times: 'once' });
	try {
		const engine = await Engine.create([{ parameters: parametersOf(row, value) }], {
			credential: { apiKey: key, baseUrl: server.apiUrl },
			executionId,
		});
		if (!(await endsInTime(engine.execute([{ value }])))) throw new Error('It did not end');
		const wrong =
			verdict === 'bad' ? problemsOfBad(engine, server, row) : problemsOfGood(engine, server, verdict);
		wrong.push(...keyProblems(engine, server, key));
		if (wrong.length > 0) throw new Error([...wrong, `It came to: ${endOf(engine)}`].join('\n'));
	} finally {
		server.close();
	}
}

/** The value comes by expression, or stands there itself where the editor allows none. */
function parametersOf({ property, withValue }: ParameterRow, value: unknown) {
	return withValue(property.noDataExpression ? (value as string) : '={{ $json.value }}');
}

/** What a message calls a parameter where that is not its own name. */
const CALLED = new Map([
	['start', /has a start time of|after its start at|lasts/],
	['end', /has an end time of|ends at|lasts/],
	['predefinedShortsJson', /Predefined Shorts \(JSON\)|No predefined short/],
]);

function isNamed({ property: { name, displayName } }: ParameterRow, message: string): boolean {
	return message.includes(`'${displayName}'`) || CALLED.get(name)?.test(message) === true;
}

function problemsOfBad({ error }: Engine, { requests }: CellServer, row: ParameterRow): string[] {
	return [
		error ? '' : 'it was taken',
		!error || isNamed(row, error.message) ? '' : 'the message does not name the parameter',
		!error || (error.description ?? '') !== '' ? '' : 'the description says no way out',
		requests.length === 0 ? '' : `something was sent: ${requests.join(', ')}`,
	].filter(Boolean);
}

function problemsOfGood({ error }: Engine, { paidBodies }: CellServer, verdict: Verdict): string[] {
	return [
		error && verdict === 'good' ? 'it was refused' : '',
		paidBodies.length <= MOST_PAID ? '' : `${paidBodies.length} paid requests`,
	].filter(Boolean);
}

function endOf(engine: Engine): string {
	const { error } = engine;
	return error ? `error "${error.message}"` : JSON.stringify(engine.json()).slice(0, 300);
}

const ready = prepare();
for (const row of parameterRows()) {
	for (const [name, value, verdict] of valuesFor(row.property, row.mode)) {
		it.concurrent(`${row.name} > ${name} > ${verdict}`, async () => {
			await ready;
			await checkValue(row, value, verdict);
		});
	}
}
