import type { SimulatedJob, SimulatedRender, SimulatedShort } from '../records.mts';

/** An answer: HTTP status and body. */
export interface ProfileAnswer {
	status: number;
	body: object;
}

/** How one generation of the API words what the simulator knows. */
export interface ApiProfile {
	/** HTTP status of a successful POST; none is documented. */
	createdStatus: number;
	created: (job: SimulatedJob) => object;
	job: (job: SimulatedJob) => object;
	/** A short's id, and so the `target` of its render. */
	shortId: (short: SimulatedShort) => string | number;
	render: (render: SimulatedRender) => ProfileAnswer;
	/** The fields of POST render that may name the job. */
	jobReferences: Array<'id' | 'jobId'>;
	/** Whether POST render knows `brandPresetId`. */
	brandPresets: boolean;
	/** Whether answers carry X-RateLimit headers, and refusals `retryAfter`. */
	rateHeaders: boolean;
}
