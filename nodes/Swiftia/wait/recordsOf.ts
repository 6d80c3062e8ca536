import type { IWebhookFunctions } from 'n8n-workflow';
import type { Job } from '../api/job';
import { SwiftiaClient } from '../transport/client';
import { ticksAt } from '../time/clock';
import { lastReadBefore, readBefore } from './deadline';
import { type ParkedJob, type ParkedRender, USUAL_JOB_OUTPUT, continuesOnError } from './parked';
import { type EndedJob, parkedJobs } from './parkedJobs';
import type { ParkedRecords } from './parkedRecords';
import { type EndedRender, type KeptOfRenders, ParkedRenders, newlyKept } from './parkedRenders';
import type { WatchedPark } from './watchdog';

/** By park, what looks have shown of its open jobs. */
const seenJobs = new Map<string, Map<string, Job>>();
/** By park. */
const keptOfRenders = new Map<string, KeptOfRenders>();

/** Lets go what is kept of a park. */
export function forgetRecords(key: string): void {
	seenJobs.delete(key);
	keptOfRenders.delete(key);
}

/** Opens the credential when it is first needed: a call that only takes the result along must not grow old over it. */
function clientOf(context: IWebhookFunctions): () => Promise<SwiftiaClient> {
	let opening: Promise<SwiftiaClient> | undefined;
	return async () => await (opening ??= SwiftiaClient.open(context));
}

/** The jobs that an execution is parked for; what looks show of them is kept until `forgetRecords`. */
export function jobsOf(
	context: IWebhookFunctions,
	parked: ParkedJob[],
	{ key, limit }: WatchedPark,
): ParkedRecords<EndedJob> {
	const seen = seenJobs.get(key) ?? new Map<string, Job>();
	seenJobs.set(key, seen);
	return parkedJobs(parked, clientOf(context), {
		readUntil: () => ticksAt(readBefore(limit, parked.length)),
		seen,
		output: parked[0]?.jobWait ?? USUAL_JOB_OUTPUT,
		hasErrorOutput: context.getNode().onError === 'continueErrorOutput',
		continuesOnError: continuesOnError(context.getNode()),
	});
}

/** The renders that an execution is parked for; what looks show of them is kept until `forgetRecords`. */
export function rendersOf(
	context: IWebhookFunctions,
	parked: ParkedRender[],
	{ key, limit }: WatchedPark,
): ParkedRecords<EndedRender> {
	const kept = keptOfRenders.get(key) ?? newlyKept();
	keptOfRenders.set(key, kept);
	return new ParkedRenders(context, parked, clientOf(context), {
		readUntil: () => ticksAt(readBefore(limit, parked.length)),
		downloadUntil: ticksAt(lastReadBefore(limit)),
		kept,
	});
}
