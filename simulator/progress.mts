import type { ProgressKind } from './options.mts';
import type { ApiProfile, ProfileAnswer } from './profiles/profile.mts';

/** Share of a record's time after which progress that stalls stands still. */
const STANDS_STILL = 0.55;

/** The share of a record's work that its progress tells, from 0 to 1, once this share of its time has passed. */
export function shownShare(passed: number, kind: ProgressKind): number {
	return kind === 'stalls' ? Math.min(passed, STANDS_STILL) : passed;
}

/** A generation of the API whose jobs and renders say nothing of their progress. */
export function withoutProgress(profile: ApiProfile): ApiProfile {
	return {
		...profile,
		job: (job) => leftOut(profile.job(job)),
		render: (render): ProfileAnswer => {
			const { status, body } = profile.render(render);
			return { status, body: leftOut(body) };
		},
	};
}

function leftOut(body: object): object {
	return Object.fromEntries(Object.entries(body).filter(([field]) => field !== 'progress'));
}
