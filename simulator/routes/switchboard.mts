import type { FastifyInstance } from 'fastify';
import type { JobPlan } from '../account.mts';
import type { Fault } from '../faults.mts';
import type { Simulator } from '../index.mts';
import type { WebhookRules } from '../webhooks.mts';

/** The switchboard over HTTP, for those who run the simulator in a process of its own. Free of key, limit and journal. */
export function addSwitchboard(server: FastifyInstance, simulator: Simulator): void {
	const done = { ok: true };
	server.get('/_simulator/state', async () => ({
		journal: simulator.journal,
		ledger: simulator.ledger,
		repeated: simulator.repeated(),
		jobs: simulator.jobs,
		renders: simulator.renders.map((render) => ({ ...render, sha256: simulator.mp4(render.id).sha256 })),
		deliveries: simulator.deliveries,
	}));
	server.post('/_simulator/reset', async () => {
		simulator.reset();
		return done;
	});
	server.post<{ Body: Fault }>('/_simulator/faults', async ({ body }) => {
		simulator.addFault(body);
		return done;
	});
	server.post<{ Body: JobPlan }>('/_simulator/plans', async ({ body }) => {
		simulator.planJob(body);
		return done;
	});
	server.post<{ Body: Partial<WebhookRules> }>('/_simulator/webhooks', async ({ body }) => {
		simulator.setWebhooks(body);
		return done;
	});
	type End = { Params: { id: string; end: 'complete' | 'fail' }; Body: { reason?: string } | null };
	server.post<End>('/_simulator/jobs/:id/:end', async ({ params, body }) => {
		if (params.end === 'complete') simulator.completeJob(params.id);
		else simulator.failJob(params.id, body?.reason);
		return done;
	});
	server.post<End>('/_simulator/renders/:id/:end', async ({ params, body }) => {
		if (params.end === 'complete') simulator.completeRender(params.id);
		else simulator.failRender(params.id, body?.reason);
		return done;
	});
}
