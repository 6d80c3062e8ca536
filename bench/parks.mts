// What bench/cases/parkMemory measures, in a process of its own with --expose-gc: prints the bytes of heap that one park costs.
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { RunLedger } from '../nodes/Swiftia/actions/run/ledger.js';
import { type Sender } from '../nodes/Swiftia/transport/callItself.js';
import { ticks } from '../nodes/Swiftia/time/clock.js';
import { planWake } from '../nodes/Swiftia/wait/ownWakes.js';

const parks = Number(process.argv[2]);

const logger = { info: () => {}, warn: () => {} };
const send: Sender = async () => undefined;

/** An execution that starts a render and parks; what n8n keeps in its database is gone afterwards. */
async function park(number: number): Promise<void> {
	const kept: IDataObject = {};
	const context: Partial<IExecuteFunctions> = {
		getContext: () => kept,
		getExecutionId: () => String(number),
		getNode: () => ({
			id: '1',
			name: 'Render shorts',
			type: 'n8n-nodes-swiftia.swiftia',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		}),
		evaluateExpression: () => 0,
		logger: logger as unknown as IExecuteFunctions['logger'],
	};
	const ledger = new RunLedger(context as IExecuteFunctions, {
		hasParked: false,
		shared: 0,
		outcomeAt: () => undefined,
	});
	await ledger.startOnce({
		kind: 'render',
		account: '0123456789abcdef',
		body: { id: `job ${number}`, target: '1', preset: 'BEAST' },
		place: '0 1',
		purpose: `short 1 of job ${number}`,
		start: async () => `render ${number}`,
		readStatus: async () => 'PROCESSING',
	});
	ledger.close(true);
	const signature = String(number).padStart(64, '0');
	const url = `https://n8n.example.com/webhook-waiting/${number}/swiftia?signature=${signature}`;
	planWake(send, url, { at: ticks() + 3_600_000, parkedAt: Date.now(), jobIds: [] });
}

function heap(): number {
	globalThis.gc!();
	return process.memoryUsage().heapUsed;
}

await park(0);
const before = heap();
for (let number = 1; number <= parks; number++) await park(number);
console.log((heap() - before) / parks);
process.exit(0);
