import type { FastifyInstance } from 'fastify';
import type { Account } from '../account.mts';
import type { ApiProfile } from '../profiles/profile.mts';
import { refusal } from '../refusals.mts';
import type { PredefinedShort } from '../shorts.mts';
import { refuse } from './gate.mts';

interface JobBody {
	functionName?: unknown;
	youtubeVideoId?: unknown;
	options?: { predefinedShorts?: PredefinedShort[] };
	webhook?: string;
	[field: string]: unknown;
}

/** Seconds that a predefined short may last (Swiftia docs, post-job). */
const LONGEST_SHORT = 300;

/** POST and GET jobs (Swiftia docs, post-job and get-job). Unknown fields of a body are accepted. */
export function addJobRoutes(server: FastifyInstance, account: Account, profile: ApiProfile): void {
	server.post<{ Body: JobBody | null }>('/api/jobs', async (request, reply) => {
		const body = request.body ?? {};
		const wrong = wrongField(body);
		if (wrong) return await refuse(reply, refusal('invalidInput', wrong));
		const { webhook = '', ...asked } = body;
		const job = account.createJob(
			String(body.youtubeVideoId),
			body.options?.predefinedShorts ?? [],
			webhook,
			asked,
		);
		return await reply.code(profile.createdStatus).send(profile.created(job));
	});

	server.get<{ Params: { id: string } }>('/api/jobs/:id', async (request, reply) => {
		const job = account.job(request.params.id);
		if (!job) return await refuse(reply, refusal('notFound', 'Job not found'));
		return await reply.send(profile.job(job));
	});
}

function wrongField({ functionName, youtubeVideoId, options }: JobBody): string | undefined {
	if (typeof youtubeVideoId !== 'string' || youtubeVideoId === '')
		return 'Missing required field: youtubeVideoId';
	if (functionName !== 'VideoShorts') return 'Invalid field: functionName';
	const shorts = options?.predefinedShorts ?? [];
	const good = ({ start, end }: PredefinedShort) =>
		typeof start === 'number' && typeof end === 'number' && end > start && end - start <= LONGEST_SHORT;
	return Array.isArray(shorts) && shorts.every(good) ? undefined : 'Invalid field: options.predefinedShorts';
}
