/** A short as the simulator keeps it; a profile turns it into a body. */
export interface SimulatedShort {
	/** From 1. */
	number: number;
	title: string;
	text: string;
	/** Empty for a short that the user defined. */
	reason: string;
	/** Seconds into the source video. */
	start: number;
	/** Seconds into the source video. */
	end: number;
}

/** A job as the simulator keeps it. */
export interface SimulatedJob {
	id: string;
	videoId: string;
	status: 'PROCESSING' | 'COMPLETED' | 'FAILED';
	/** ISO 8601. */
	createdAt: string;
	/** Simulated seconds. */
	startedAt: number;
	/** Simulated seconds from start to end. */
	seconds: number;
	/** 0-100. */
	progress: number;
	shorts: SimulatedShort[];
	webhook: string;
	/** Documented for the oldest generation only, as `error.message`; sent as `message` in the others, where a test asks for it. */
	failureReason?: string;
}

/** A render as the simulator keeps it. */
export interface SimulatedRender {
	id: string;
	jobId: string;
	/** Number of the short. */
	short: number;
	status: 'QUEUED' | 'PROCESSING' | 'COMPLETED' | 'FAILED';
	/** Simulated seconds; set when it gets a slot. */
	startedAt: number;
	/** 0-1. */
	progress: number;
	/** From 1, while queued. */
	queuePosition: number;
	url: string;
	/** Bytes. */
	size: number;
	failureReason?: string;
}
