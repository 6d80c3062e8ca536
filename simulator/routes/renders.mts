import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Account } from '../account.mts';
import type { ApiProfile } from '../profiles/profile.mts';
import { refusal } from '../refusals.mts';
import { BRAND_PRESETS } from './brandPresets.mts';
import { refuse } from './gate.mts';

interface RenderBody {
	id?: unknown;
	jobId?: unknown;
	target?: unknown;
	brandPresetId?: unknown;
	[field: string]: unknown;
}

/** POST and GET render (Swiftia docs, post-render and get-render), with and without a slash at the end. */
export function addRenderRoutes(server: FastifyInstance, account: Account, profile: ApiProfile): void {
	const create = async (request: FastifyRequest<{ Body: RenderBody | null }>, reply: FastifyReply) => {
		const body = request.body ?? {};
		const reference = profile.jobReferences.map((field) => body[field]).find((value) => value !== undefined);
		if (reference === undefined)
			return await refuse(reply, refusal('invalidInput', 'Missing required field: id'));
		const job = account.job(String(reference));
		if (!job) return await refuse(reply, refusal('notFound', 'Job not found'));
		// The refusal for a job that is not completed is not documented: the general form stands in.
		if (job.status !== 'COMPLETED')
			return await refuse(reply, refusal('invalidInput', 'Job is not completed'));
		const short = job.shorts.find((one) => String(profile.shortId(one)) === String(body.target));
		if (!short) return await refuse(reply, refusal('invalidInput', 'Invalid field: target'));
		if (profile.brandPresets && body.brandPresetId !== undefined) {
			const preset = BRAND_PRESETS.find(({ id }) => id === body.brandPresetId);
			if (!preset)
				return await refuse(reply, refusal('notFound', 'Brand preset not found for this organization'));
			if (!preset.isActive)
				return await refuse(reply, refusal('invalidInput', 'Selected brand preset is inactive'));
		}
		const render = account.createRender(job.id, short.number, body);
		return await reply.code(profile.createdStatus).send({ renderId: render.id });
	};
	server.post('/api/render', create);
	server.post('/api/render/', create);

	server.get<{ Params: { id: string } }>('/api/render/:id', async (request, reply) => {
		const render = account.render(request.params.id);
		if (!render) return await refuse(reply, refusal('notFound', 'Render not found'));
		const { status, body } = profile.render(render);
		return await reply.code(status).send(body);
	});
}
