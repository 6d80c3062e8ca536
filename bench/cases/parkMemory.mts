import { join } from 'node:path';
import { execa } from 'execa';
import { DEMO_RELEASE, ensureN8n } from '../../realN8n/install.mts';
import type { Row } from '../bench.mts';

const REPOSITORY = join(import.meta.dirname, '../..');
const PARKS = 10_000;
const MOST_BYTES = 5 * 1024;

// What this package keeps of a park after its first look: its watchdog, its monitor, and what was seen of its render.
const PARK = `
const { join } = require('node:path');
const wait = (file) => require(join(process.argv[1], 'dist/nodes/Swiftia/wait', file));
const { watch } = wait('watchdog.js');
const { ParkMonitor } = wait('parkMonitor.js');
const kept = [];
function park(number) {
	const limit = Date.now() + 3_600_000;
	const url = 'https://n8n.example.com/webhook-waiting/' + number + '/swiftia?signature=' + String(number).padStart(64, '0');
	watch(() => {}, { key: number + ' ' + new Date(limit).toISOString(), url, limit, lastWake: limit - 10_000, firstWake: 3e6 });
	const track = { kind: 'render', since: number, lookedAt: number, isQueued: false, first: { at: number, progress: 1 }, last: { at: number, progress: 1 }, misses: 0 };
	const record = { renderId: 'render ' + number, jobId: 'job ' + number, shortId: '1', title: 'Title ' + number, status: 'PROCESSING', progress: 1, queuePosition: null, url: null, fileSize: null, failureReason: null };
	kept.push(new ParkMonitor(['render ' + number], limit), new Map([['render ' + number, { record, track }]]));
}
park(0);
gc();
const before = process.memoryUsage().heapUsed;
for (let number = 1; number <= ${PARKS}; number++) park(number);
gc();
console.log((process.memoryUsage().heapUsed - before) / ${PARKS});
process.exit(kept.length === 0 ? 1 : 0);
`;

/** The memory that a parked wait for a render costs the process that watches it. */
export async function parkMemory(): Promise<Row[]> {
	const { node } = await ensureN8n(DEMO_RELEASE, () => {});
	const { stdout } = await execa(node, ['--expose-gc', '-e', PARK, REPOSITORY], { cwd: REPOSITORY });
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
