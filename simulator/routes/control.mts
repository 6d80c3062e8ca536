import type { FastifyInstance } from 'fastify';
import type { JobPlan } from '../account.mts';
import type { Fault } from '../faults.mts';
import type { Simulator } from '../index.mts';
import { REFUSALS } from '../refusals.mts';
import type { WebhookRules } from '../webhooks.mts';

const number = { type: 'number', minimum: 0 };
const text = { type: 'string' };
const object = (properties: object, required: string[] = []) => ({
	schema: { body: { type: 'object', additionalProperties: false, properties, required } },
});

const FAULT = object({
	method: text,
	path: text,
	pattern: { type: 'string', format: 'regex' },
	after: number,
	times: { anyOf: [{ const: 'always' }, { type: 'integer', minimum: 1 }] },
	refuse: { enum: Object.keys(REFUSALS) },
	answer: {
		type: 'object',
		properties: { status: { type: 'integer' }, headers: { type: 'object' }, body: {} },
		required: ['status', 'body'],
	},
	delay: number,
	close: { enum: ['before', 'after'] },
	stall: { enum: ['before', 'after'] },
	truncate: number,
	stallFile: number,
});
const PLAN = object(
	{ videoId: text, outcome: { enum: ['complete', 'fail'] }, failureReason: text, seconds: number },
	['videoId'],
);
const RULES = object({
	onFailure: { type: 'boolean' },
	delaySeconds: number,
	aheadSeconds: number,
	repeat: { type: 'integer', minimum: 0 },
	origin: text,
});

/** What controls the simulator over HTTP, for those who run the simulator in a process of its own. Free of key, limit and journal. */
export function addControlRoutes(server: FastifyInstance, simulator: Simulator): void {
	const done = { ok: true };
	void server.register(async (board) => {
		// A POST that says nothing more may come with any content type, or as empty JSON.
		board.removeContentTypeParser('application/json');
		board.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, parsed) => {
			try {
				parsed(null, body === '' ? {} : JSON.parse(String(body)));
			} catch (error) {
				parsed(Object.assign(error as SyntaxError, { statusCode: 400 }));
			}
		});

		board.get('/_simulator/state', async () => ({
			journal: simulator.journal,
			ledger: simulator.ledger,
			repeated: simulator.repeated(),
			jobs: simulator.jobs,
			renders: await Promise.all(
				simulator.renders.map(async (render) => ({
					...render,
					sha256: await simulator.mp4(render.id).digest(),
				})),
			),
			deliveries: simulator.deliveries,
		}));
		board.post('/_simulator/reset', async () => {
			simulator.reset();
			return done;
		});
		board.post<{ Body: Fault & { path?: string; pattern?: string } }>(
			'/_simulator/faults',
			FAULT,
			async ({ body }) => {
				const { pattern, ...fault } = body;
				simulator.addFault(pattern === undefined ? fault : { ...fault, path: new RegExp(pattern) });
				return done;
			},
		);
		board.post<{ Body: JobPlan }>('/_simulator/plans', PLAN, async ({ body }) => {
			simulator.planJob(body);
			return done;
		});
		board.post<{ Body: Partial<WebhookRules> }>('/_simulator/webhooks', RULES, async ({ body }) => {
			simulator.setWebhooks(body);
			return done;
		});
		interface End {
			Params: { kind: 'jobs' | 'renders'; id: string; end: 'complete' | 'fail' };
			Body: { reason?: string } | null;
		}
		board.post<End>(
			'/_simulator/:kind(^(?:jobs|renders)$)/:id/:end(^(?:complete|fail)$)',
			async ({ params, body }, reply) => {
				const { kind, id, end } = params;
				if (!simulator[kind].some((one) => one.id === id)) return await reply.callNotFound();
				if (kind === 'jobs') {
					if (end === 'complete') simulator.completeJob(id);
					else simulator.failJob(id, body?.reason);
				} else if (end === 'complete') simulator.completeRender(id);
				else simulator.failRender(id, body?.reason);
				return done;
			},
		);
	});
}
