import { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import { until } from '../../realN8n/lib/until.mts';
import { TRIGGER, node } from '../../realN8n/nodes.mts';
import { chain } from '../../realN8n/workflow.mts';
import { type Bench, type Row, simulatorFor } from '../bench.mts';
import { videoIds } from '../videoIds.mts';
import { waitingWorkflow } from '../workflows/ours.mts';

const MOST_READS = { park: 20, trigger: 40 };
/** Seconds that a workflow with the same key may take meanwhile. */
const LONGEST_OTHER = 5;
/** Callers at once, and the milliseconds that each pauses after an answer. */
interface Crowd {
	callers: number;
	pause: number;
}

/** As many calls as n8n takes, and about half of what it takes: with the first, n8n itself answers nobody in time. */
const CROWDS = { dense: { callers: 50, pause: 0 }, loose: { callers: 10, pause: 900 } };

/** What strangers cost who call a public address again and again: one parked execution, and one Swiftia Trigger. */
export async function floods(bench: Bench): Promise<Row[]> {
	const seconds = bench.quick ? 5 : 60;
	return [...(await onPark(bench, seconds)), ...(await onTrigger(bench, seconds))];
}

async function onPark(bench: Bench, duration: number): Promise<Row[]> {
	const { client } = bench.session;
	const { simulator, credential } = await simulatorFor(bench, { jobSeconds: Infinity });
	const ids = videoIds(3);
	const workflow = waitingWorkflow({ credential, videoIds: ids, timeScale: bench.timeScale });
	const run = await client.run(await client.createWorkflow(workflow), TRIGGER);
	while ((await client.execution(run)).status !== 'waiting') await sleep(200);
	const before = simulator.journal.length;
	const answers = await send(simulator.jobs[0]!.webhook, duration, CROWDS.dense, (call) => ({
		id: `made-up-${call}`,
	}));
	const reads = simulator.journal.length - before;
	// n8n itself may have lost its database for a moment.
	const stop = async () =>
		await client
			.stop(run)
			.then(() => true)
			.catch(() => false);
	await until('the stop of the execution', stop, { seconds: 60, everyMs: 1_000 }).catch(() => undefined);
	await simulator.close();
	return [
		{
			case: `forged callbacks on one park for ${duration} s, as many as n8n takes`,
			figure: `reads sent to Swiftia (answers: ${answers})`,
			target: `<= ${MOST_READS.park}`,
			measured: String(reads),
			met: reads <= MOST_READS.park,
		},
	];
}

async function onTrigger(bench: Bench, duration: number): Promise<Row[]> {
	const { client, server } = bench.session;
	const { simulator, credential } = await simulatorFor(bench, {});
	const webhookId = crypto.randomUUID();
	const trigger = {
		...node('Swiftia Trigger', 'n8n-nodes-swiftia.swiftiaTrigger', 1, {}),
		webhookId,
		credentials: { swiftiaApi: credential },
	};
	const nodes = [trigger, node('After', 'n8n-nodes-base.noOp', 1, {})];
	const connections = chain('Swiftia Trigger', 'After');
	await client.activate(await client.createWorkflow({ name: 'Flooded', nodes, connections }));
	const flooding = send(`${server.url}/webhook/${webhookId}/swiftia`, duration, CROWDS.loose, (call) => ({
		jobId: `made-up-${call}`,
	}));
	await sleep((duration * 1000) / 2);
	const seconds = await otherWorkflow(bench, credential);
	const answers = await flooding;
	const reads = simulator.journal.filter(({ path }) => path.startsWith('/api/jobs/made-up')).length;
	await simulator.close();
	const name = `made-up calls of a trigger for ${duration} s, ten a second`;
	return [
		{
			case: name,
			figure: `reads sent to Swiftia (answers: ${answers})`,
			target: `<= ${MOST_READS.trigger}`,
			measured: String(reads),
			met: reads <= MOST_READS.trigger,
		},
		{
			case: name,
			figure: 'a workflow with the same key meanwhile',
			target: `<= ${LONGEST_OTHER} s`,
			measured: `${seconds.toFixed(1)} s`,
			met: seconds <= LONGEST_OTHER,
		},
	];
}

/** Seconds that a workflow takes which reads the brand presets. */
async function otherWorkflow(
	{ session: { client } }: Bench,
	credential: { id: string; name: string },
): Promise<number> {
	const read = {
		...node('Presets', 'n8n-nodes-swiftia.swiftia', 1, { resource: 'brandPreset', operation: 'getAll' }),
		credentials: { swiftiaApi: credential },
	};
	const nodes = [node(TRIGGER, 'n8n-nodes-base.manualTrigger', 1, {}), read];
	const connections = chain(TRIGGER, 'Presets');
	const begun = Date.now();
	const run = await client.run(await client.createWorkflow({ name: 'Other', nodes, connections }), TRIGGER);
	const { status, failure } = await client.waitForEnd(run, { withinMs: 120_000, everyMs: 100 });
	if (status !== 'success') throw new Error(`The other workflow ended as ${status}: ${failure}`);
	return (Date.now() - begun) / 1000;
}

/** Calls until the time is over; gives how often each status was answered, in words. */
async function send(
	url: string,
	seconds: number,
	{ callers, pause }: Crowd,
	body: (call: number) => object,
): Promise<string> {
	const httpAgent = new Agent({ keepAlive: true, maxSockets: callers });
	const counts = new Map<number, number>();
	const end = Date.now() + seconds * 1000;
	let calls = 0;
	const callOn = async () => {
		while (Date.now() < end) {
			const { status } = await axios.post(url, body(calls++), {
				httpAgent,
				proxy: false,
				validateStatus: null,
			});
			counts.set(status, (counts.get(status) ?? 0) + 1);
			await sleep(pause);
		}
	};
	await Promise.all(Array.from({ length: callers }, callOn));
	httpAgent.destroy();
	return [...counts].map(([status, count]) => `${count} x ${status}`).join(', ');
}
