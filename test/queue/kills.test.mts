import { node, videos } from '../../realN8n/nodes.mts';
import type { WorkflowNode } from '../../realN8n/workflow.mts';
import type { BillableCall } from '../../simulator/ledger.mts';
import { until } from '../../realN8n/lib/until.mts';
import { QueueWorld, SOON_MISSED, STARTS_WITHIN, secondsUntil, videoIds } from './world.mts';

/** What the promise says: seconds until a wait ends whose callback was lost. */
const WOKEN_WITHIN = 360;

describe('Processes of n8n in queue mode that are killed', () => {
	let world: QueueWorld;
	beforeAll(async () => {
		world = await QueueWorld.open({ environment: SOON_MISSED });
	}, STARTS_WITHIN);
	afterAll(async () => await world?.close());
	beforeEach(() => world.simulator.reset());

	function workflow(...ids: string[]): WorkflowNode[] {
		return [...videos(...ids), world.create(), world.wait(), node('After', 'n8n-nodes-base.noOp', 1, {})];
	}

	/** Executions that are parked for three jobs each. */
	async function parked(beginning: string, count: number): Promise<string[]> {
		const numbers = Array.from({ length: count }, (_, one) => one);
		const ids = await Promise.all(
			numbers.map(async (one) => await world.launch(workflow(...videoIds(`${beginning}${one}`, 3)))),
		);
		await Promise.all(ids.map(async (id) => await world.reaches(id, 'waiting')));
		return ids;
	}

	function endJobs(): void {
		for (const { id } of world.simulator.jobs) world.simulator.completeJob(id);
	}

	/** Each of them ended well, and was put out once. */
	async function endedOnce(ids: string[], seconds = WOKEN_WITHIN): Promise<void> {
		for (const id of ids) {
			const execution = await world.reaches(id, 'success', seconds);
			expect(execution.items('After').map(({ json }) => json.timedOut)).toEqual([false, false, false]);
			expect([execution.runs('Wait').length, execution.runs('After').length]).toEqual([1, 1]);
		}
		expect(world.simulator.repeated()).toEqual([]);
		expect(world.simulator.ledger).toHaveLength(ids.length * 3);
	}

	it('lose nothing where both workers go while executions are parked', async () => {
		const ids = await parked('workers', 4);
		await Promise.all([...world.stack.workers].map(async (worker) => await world.stack.killWorker(worker)));
		await Promise.all([world.stack.addWorker(), world.stack.addWorker()]);
		endJobs();
		await endedOnce(ids);
	});

	it('lose nothing where a webhook process goes while executions are parked', async () => {
		const ids = await parked('webhook', 4);
		await world.stack.killWebhook(world.stack.webhooks[0]!);
		endJobs();
		await endedOnce(ids);
		await world.stack.addWebhook();
	});

	it('lose nothing where the callback is lost and the worker goes that parked', async () => {
		const [id] = await parked('lost', 1);
		await world.stack.killWorker(await world.workerOf(id!));
		for (const { id } of world.simulator.jobs) world.simulator.failJob(id);
		expect(world.simulator.deliveries).toEqual([]);
		const seconds = await secondsUntil(async () => await endedOnce([id!], WOKEN_WITHIN));
		process.stderr.write(`    woken ${seconds} s after the job ended\n`);
		await world.stack.addWorker();
	});

	it('lose no callback where the database refuses what n8n does with it', async () => {
		world.stack.balancer.routing = 'byPath';
		const [id] = await parked('claim', 1);
		await world.stack.postgres.sql(`
			CREATE SEQUENCE claims;
			CREATE FUNCTION refuse_the_first() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
				IF nextval('claims') = 1 THEN RAISE EXCEPTION 'too busy'; END IF;
				RETURN NEW;
			END $$;
			CREATE TRIGGER busy BEFORE UPDATE ON execution_entity FOR EACH ROW
				WHEN (OLD.status = 'waiting' AND NEW.status <> 'waiting') EXECUTE FUNCTION refuse_the_first();`);
		try {
			endJobs();
			const seconds = await secondsUntil(async () => await endedOnce([id!], WOKEN_WITHIN));
			const refused = await world.stack.postgres.sql('SELECT last_value > 1 FROM claims');
			expect(refused.trim()).toBe('t');
			process.stderr.write(`    woken ${seconds} s after the job ended\n`);
		} finally {
			world.stack.balancer.routing = 'roundRobin';
			await world.stack.postgres.sql('DROP TRIGGER busy ON execution_entity');
		}
	});

	/** What was paid for and stands in no log: neither by its ID nor, where the answer was lost, by what was asked for. */
	async function untold(): Promise<BillableCall[]> {
		const asked = (await world.logged(/Swiftia: asking to /)).join('\n');
		const started = (await world.logged(/Swiftia started (job|render) /)).join('\n');
		const { ledger } = world.simulator;
		const known = ledger.filter(({ id }) => started.includes(id)).length;
		process.stderr.write(`    ${ledger.length} paid, ${known} of them in the log with their IDs\n`);
		const isAsked = ({ kind, request }: BillableCall) =>
			asked.includes(
				kind === 'job'
					? `video ${String(request.youtubeVideoId)}`
					: `short ${String(request.target)} of job ${String(request.id ?? request.jobId)}`,
			);
		return ledger.filter((one) => !started.includes(one.id) && !isAsked(one));
	}

	it.each<[string, '/api/jobs' | '/api/render']>([
		['creates', '/api/jobs'],
		['renders', '/api/render'],
	])('leave a trace of all that was paid for, where the worker goes that %s', async (what, path) => {
		const count = 20;
		const ids = videoIds(what, count);
		for (const videoId of ids) world.simulator.planJob({ videoId, seconds: 0 });
		const paid = () => world.simulator.journal.filter((one) => one.method === 'POST' && one.path === path);
		world.simulator.addFault({ method: 'POST', path, delay: 500, times: 'always' });
		const render = world.swiftia('Render', {
			resource: 'render',
			operation: 'create',
			options: { maxShorts: 1 },
		});
		const create = world.create({ completionWebhook: 'none' });
		const id = await world.launch([...videos(...ids), create, render]);
		await until('six that are paid', () => paid().length >= 6);
		await world.stack.killWorker(await world.workerOf(id));
		await expect(world.failureOf(id)).resolves.toBeTruthy();

		expect(paid().length).toBeLessThan(count);
		expect(await untold()).toEqual([]);
		expect(world.simulator.repeated()).toEqual([]);
		await world.stack.addWorker();
	});
});
