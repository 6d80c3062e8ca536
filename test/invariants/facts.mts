// What a test knows once everything is over. A test that does not know something leaves it out, and the rules about it hold.

/** A rule that did not hold. */
export interface Broken {
	rule: string;
	why: string;
}

/** A job or a render as Swiftia knows it. Times are epoch milliseconds. */
export interface WorkFact {
	kind: 'job' | 'render';
	id: string;
	startedAt: number;
	/** From when on the API shows that it has ended. */
	endsAt: number;
	hasFailed: boolean;
	/** When it was read. */
	reads: number[];
	/** Of a render: how often its file was asked for. */
	fileReads?: number;
	/** Of a render: its job, and the number of its short. */
	jobId?: string;
	short?: number;
	/** What was asked for: the same again was paid twice. Missing for what was there before. */
	paidFor?: string;
	/** Whether the same may be started, and paid, once more: it has failed, or the execution that a retry repeats has lost it. */
	mayBeRepeated?: boolean;
	/** Whether the same was started again since. */
	isRepeated?: boolean;
	/** Whether the answer that names it reached an n8n process that lived. */
	isAnswered: boolean;
}

/** An item as a node put it out. */
export interface ItemFact {
	json: Record<string, unknown>;
	/** Input item that it comes from. */
	from?: number;
	/** Whether each of its files can be read and has the right bytes; undefined where it has none. */
	hasGoodFile?: boolean;
}

/** A Swiftia node that waits, over all its runs in one execution. */
export interface WaitFact {
	name: string;
	kind: 'job' | 'render';
	/** Max Wait, in milliseconds. */
	most: number;
	downloads: boolean;
	/** When it was begun, first and each time that the execution was woken. */
	begins: number[];
	/** When it put its items out; undefined where it never did. */
	endedAt?: number;
	/** The jobs of its input items, in their order; undefined where one was never started. */
	jobIds: Array<string | undefined>;
	output: ItemFact[];
}

/** One execution. */
export interface ExecutionFact {
	id: string;
	status: string;
	/** What n8n itself has done to it that no node can help. */
	lostBy?: string;
	/** Its error, if it ended with one. */
	error?: string;
	/** How often each node may be tried: Retry On Fail, and a retry from the list of executions. */
	tries: number;
	/** How often what follows the last wait was executed. */
	followed: number;
	waits: WaitFact[];
	/** Where a user finds the IDs of what was paid for: what nodes put out, and errors. */
	data: string;
	/** n8n's log. */
	log: string;
	work: WorkFact[];
	/** Whether nothing was done to it that could excuse an error or a delay. */
	isCalm: boolean;
}

/** Everything that is judged. */
export interface Facts {
	executions: ExecutionFact[];
	/** Milliseconds between two times in which something was out of order that keeps an end from being noticed. */
	troubledBetween: (from: number, to: number) => number;
	/** Timers, listeners and stored keys that are left when all is over, in words. */
	left: string[];
}
