// What bench/cases/parkMemory measures, in a process of its own with --expose-gc: prints the bytes of heap that one park costs.
import { lastWakeBefore } from '../nodes/Swiftia/wait/deadline.js';
import { ParkMonitor } from '../nodes/Swiftia/wait/parkMonitor.js';
import { newlyKept } from '../nodes/Swiftia/wait/parkedRenders.js';
import { watch } from '../nodes/Swiftia/wait/watchdog.js';

const parks = Number(process.argv[2]);
const kept: unknown[] = [];

/** What this package keeps of a park after its first look: its watchdog, its monitor, and what was seen of its render. */
function park(number: number): void {
	const limit = Date.now() + 3_600_000;
	const lastWake = lastWakeBefore(limit, 1);
	const signature = String(number).padStart(64, '0');
	const url = `https://n8n.example.com/webhook-waiting/${number}/swiftia?signature=${signature}`;
	watch(async () => undefined, { key: `${number} ${limit}`, url, limit, lastWake, firstWake: 3_000_000 });

	const renderId = `render ${number}`;
	const facts = { ids: [renderId], areCalledFor: false };
	const monitor = new ParkMonitor(facts, { limit, lastLook: lastWake, claimLasts: 180_000 });
	const keptOfRenders = newlyKept();
	keptOfRenders.seen.set(renderId, {
		record: {
			renderId,
			jobId: `job ${number}`,
			shortId: '1',
			title: `Title ${number}`,
			status: 'PROCESSING',
			progress: 1,
			queuePosition: null,
			url: null,
			fileSize: null,
			failureReason: null,
			videoId: 'dQw4w9WgXcQ',
			videoUrl: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
			text: `What is said in short ${number}`,
			reason: `Why short ${number}`,
			duration: 42,
			fileName: `Title ${number}.mp4`,
		},
		track: {
			kind: 'render',
			since: number,
			lookedAt: number,
			isQueued: false,
			first: { at: number, progress: 1 },
			last: { at: number, progress: 1 },
			misses: 0,
		},
	});
	kept.push(monitor, keptOfRenders);
}

function heap(): number {
	globalThis.gc!();
	return process.memoryUsage().heapUsed;
}

park(0);
const before = heap();
for (let number = 1; number <= parks; number++) park(number);
console.log((heap() - before) / parks);
process.exit(kept.length > 0 ? 0 : 1);
