/**
 * Which generation of the API answers: the one that a client was seen to use in April 2025; those of the Swiftia docs in their order
 * of age; or the how-to article, `kb`.
 */
export type Profile = 'apr2025' | 'g1' | 'g2' | 'g3' | 'kb';

/** The account's plan, which decides the rate limit (Swiftia docs, rate-limiting). */
export type Plan = 'free' | 'starter' | 'pro' | 'swift' | 'unlimited';

/**
 * What answers tell of the progress of jobs and renders: it grows evenly with their time, or stands still from a bit over half of it
 * until the end, or is not told at all. No document says how it grows.
 */
export type ProgressKind = 'linear' | 'stalls' | 'missing';

/** How the simulator behaves. */
export interface SimulatorOptions {
	/** 0 takes a free one. */
	port: number;
	/** The one API key that is accepted. */
	key: string;
	profile: Profile;
	plan: Plan;
	/** Simulated seconds per real second; rate windows shrink with it. */
	timeScale: number;
	/** Simulated seconds from the start of a job to its end. */
	jobSeconds: number;
	/** Simulated seconds that a render takes once it has a slot. */
	renderSeconds: number;
	/** Renders at the same time; the others queue. */
	renderSlots: number;
	/** Shorts of a job that does not define its own. */
	shortsPerJob: number;
	/** Least size of an MP4 in bytes; a smaller one is filled up with a `free` box. */
	fileBytes: number;
	progress: ProgressKind;
}

/** What holds where nothing else is said. */
export const DEFAULTS: SimulatorOptions = {
	port: 0,
	key: 'swiftia-test-key',
	profile: 'apr2025',
	plan: 'unlimited',
	timeScale: 1,
	jobSeconds: 180,
	renderSeconds: 45,
	renderSlots: 4,
	shortsPerJob: 3,
	fileBytes: 0,
	progress: 'linear',
};
