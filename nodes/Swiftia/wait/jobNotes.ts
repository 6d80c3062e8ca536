import type { IExecuteFunctions } from 'n8n-workflow';

/** Notes in the execution's flow context which jobs of this execution will ring its bell: a retry has a new id and so none. */
export function noteRinging(this: IExecuteFunctions, jobId: string): void {
	const flow = this.getContext('flow');
	flow.swiftiaRinging ??= {};
	flow.swiftiaRinging[jobId] = this.getExecutionId();
}

/** Whether the job was started by this execution, with its bell as completion webhook. */
export function willRing(this: IExecuteFunctions, jobId: string): boolean {
	return this.getContext('flow').swiftiaRinging?.[jobId] === this.getExecutionId();
}
