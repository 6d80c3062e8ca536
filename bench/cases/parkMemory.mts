import { join } from 'node:path';
import { execa } from 'execa';
import { DEMO_RELEASE, ensureN8n } from '../../realN8n/install.mts';
import type { Row } from '../bench.mts';

/** As many executions as the ledger remembers; beyond them only the wakes add to it. */
const PARKS = 1_000;
const MOST_BYTES = 5 * 1024;

/** The memory that a parked execution costs the process that parked it: its own next call, and what it has paid for. */
export async function parkMemory(): Promise<Row[]> {
	const { node } = await ensureN8n(DEMO_RELEASE, () => {});
	const program = join(import.meta.dirname, '../parks.mts');
	const { stdout } = await execa(node, ['--expose-gc', '--import', 'tsx', program, `${PARKS}`], {
		cwd: import.meta.dirname,
	});
	const bytes = Number(stdout);
	return [
		{
			case: `${PARKS} executions parked for a render each`,
			figure: 'heap per execution after collection',
			target: `<= ${MOST_BYTES / 1024} KiB`,
			measured: `${(bytes / 1024).toFixed(1)} KiB`,
			met: bytes <= MOST_BYTES,
		},
	];
}
