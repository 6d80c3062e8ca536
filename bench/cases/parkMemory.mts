import { join } from 'node:path';
import { execa } from 'execa';
import { DEMO_RELEASE, ensureN8n } from '../../realN8n/install.mts';
import type { Row } from '../bench.mts';

const PARKS = 10_000;
const MOST_BYTES = 5 * 1024;

/** The memory that a parked wait for a render costs the process that watches it. */
export async function parkMemory(): Promise<Row[]> {
	const { node } = await ensureN8n(DEMO_RELEASE, () => {});
	const program = join(import.meta.dirname, '../parks.mts');
	const { stdout } = await execa(node, ['--expose-gc', '--import', 'tsx', program, `${PARKS}`], {
		cwd: import.meta.dirname,
	});
	const bytes = Number(stdout);
	return [
		{
			case: `${PARKS} waits parked for a render each, after the first look`,
			figure: 'heap per wait after collection, watchdog included',
			target: `<= ${MOST_BYTES / 1024} KiB`,
			measured: `${(bytes / 1024).toFixed(1)} KiB`,
			met: bytes <= MOST_BYTES,
		},
	];
}
