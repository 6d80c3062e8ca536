/** Calls that say once more that a job has ended, while it is still being read for the first of them. */
export class CallsAgain {
	private since = new AbortController();

	/** Somebody called. */
	note(): void {
		this.since.abort();
	}

	/** A look begins; calls from now on are not answered by it. Gives what ends the break after it. */
	lookBegins(): AbortSignal {
		if (this.wereMade) this.since = new AbortController();
		return this.since.signal;
	}

	/** Whether somebody called since the last look began. */
	get wereMade(): boolean {
		return this.since.signal.aborted;
	}
}
