import { join } from 'node:path';
import { execa } from 'execa';
import { DEMO_RELEASE, ensureN8n } from '../../realN8n/install.mts';
import type { Row } from '../bench.mts';
import { median } from '../statistics.mts';

const REPOSITORY = join(import.meta.dirname, '../..');
const MOST_MILLISECONDS = 30;
const STARTS = 9;

// In n8n's own Node, with n8n-workflow loaded already, as it is in n8n.
const LOAD = `
require('n8n-workflow');
const began = process.hrtime.bigint();
const all = require(process.argv[1]);
for (const type of Object.values(all)) new type();
console.log(Number(process.hrtime.bigint() - began) / 1e6);
`;

/** What it costs to load the package as it was built. */
export async function loading(): Promise<Row[]> {
	const { node } = await ensureN8n(DEMO_RELEASE, () => {});
	const times: number[] = [];
	for (let start = 0; start < STARTS; start++) {
		const { stdout } = await execa(node, ['-e', LOAD, REPOSITORY], { cwd: REPOSITORY });
		times.push(Number(stdout));
	}
	const middle = median(times);
	return [
		{
			case: 'loading the package',
			figure: `time to load the node and the credential, median of ${STARTS} starts`,
			target: `<= ${MOST_MILLISECONDS} ms`,
			measured: `${middle.toFixed(1)} ms`,
			met: middle <= MOST_MILLISECONDS,
		},
	];
}
