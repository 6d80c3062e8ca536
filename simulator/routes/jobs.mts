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
	webhook?: string | null;
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
		const job = account.createJob(
			String(body.youtubeVideoId),
			body.options?.predefinedShorts ?? [],
			body.webhook ?? '',
			body,
		);
		return await reply.code(profile.createdStatus).send(profile.created(job));
	});

	server.get<{ Params: { id: string } }>('/api/jobs/:id', async (request, reply) => {
		const job = account.job(request.params.id);
		if (!job) return await refuse(reply, refusal('notFound', 'Job not found'));
		return await reply.send(profile.job(job));
	});
}

function wrongField({ functionName, youtubeVideoId, options, webhook }: JobBody): string | undefined {
	if (typeof youtubeVideoId !== 'string' || youtubeVideoId === '')
		return 'Missing required field: youtubeVideoId';
	if (functionName !== 'VideoShorts') return 'Invalid field: functionName';
	if (typeof (webhook ?? '') !== 'string') return 'Invalid field: webhook';
	const shorts = options?.predefinedShorts ?? [];
	// Whether a title is mandatory is not documented: it may be missing.
	const good = (short: PredefinedShort | null) =>
		typeof short?.start === 'number' &&
		typeof short.end === 'number' &&
		short.end > short.start &&
		// In whole milliseconds: 512.2 - 212.2 is over 300.
		Math.round((short.end - short.start) * 1000) <= LONGEST_SHORT * 1000;
	return Array.isArray(shorts) && shorts.every(good) ? undefined : 'Invalid field: options.predefinedShorts';
}
