import { writeFile } from 'node:fs/promises';
import { Table } from 'console-table-printer';
import type { Row } from './bench.mts';

/** Prints the rows as a table. */
export function printRows(rows: Row[]): void {
	const table = new Table();
	for (const { case: name, figure, timeScale = '', target, measured, met } of rows)
		table.addRow({ case: name, figure, 'time scale': timeScale, target, measured, met: verdict(met) });
	table.printTable();
}

/** Writes the rows as a Markdown table, with what was measured on. */
export async function writeRows(
	file: string,
	rows: Row[],
	measuredOn: Record<string, string>,
): Promise<void> {
	const lines = [
		'# Benchmark',
		'',
		'Made by `npm run bench`. Both sides run in the same n8n against the same kind of simulator, which does not know who calls.',
		'The lower bound is what nobody can beat, not even with all durations known and the jobs started in the best order: it is computed from the rate window, the durations and the render slots alone, with two calls per job and two per render at least (started, and read once ended).',
		'Time scale: simulated seconds per second. With 2, what is not simulated (n8n itself, and the shortest time between two looks) counts double.',
		'Heap below zero means that what was added is less than what n8n itself freed between two collections.',
		'',
		...Object.entries(measuredOn).map(([what, value]) => `- ${what}: ${value}`),
		'',
		'| case | figure | time scale | target | measured | met |',
		'|---|---|---|---|---|---|',
		...rows.map(
			({ case: name, figure, timeScale = '', target, measured, met }) =>
				`| ${name} | ${figure} | ${timeScale} | ${target} | ${measured} | ${verdict(met)} |`,
		),
		'',
	];
	await writeFile(file, lines.join('\n'));
}

function verdict(met: boolean | undefined): string {
	return met === undefined ? '' : met ? 'yes' : 'NO';
}
