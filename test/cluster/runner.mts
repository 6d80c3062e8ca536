import type { IRunExecutionData } from 'n8n-workflow';
import type { RowStatus } from './database.mts';
import type { N8nProcess } from './n8nProcess.mts';
import type { JobQueue } from './jobQueue.mts';

/**
 * n8n's workflow-runner: claims an execution and has it run, in this process or by a worker.
 *
 * @param queue of the workers; undefined where this process runs executions itself
 * @throws AlreadyResumed where another was faster
 */
export async function resumeExecution(
	process: N8nProcess,
	queue: JobQueue | undefined,
	executionId: string,
	data: IRunExecutionData,
	expected: RowStatus,
): Promise<void> {
	await process.claim(executionId, data, expected);
	if (queue) queue.add(executionId, process);
	else void process.execute(executionId, data);
}
