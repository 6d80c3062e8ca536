import { stringify } from 'flatted';
import { Execution, type ExecutionStatus } from '../../realN8n/execution.mts';

/** What n8n gives of an execution while its row and its data are written one after the other. */
function read(status: ExecutionStatus, data?: Record<string, unknown>): Execution {
	return new Execution({ id: '1', workflowId: 'w', status, data: data && stringify(data) });
}

const toDo = { executionData: { nodeExecutionStack: [{ node: 'Wait' }] } };
const ran = {
	resultData: { runData: { Create: [{}], Wait: [{}] } },
	executionData: { nodeExecutionStack: [] },
};

describe('An execution that n8n says has ended', () => {
	it.each<[string, ExecutionStatus, Record<string, unknown> | undefined, ExecutionStatus]>([
		['is running while its data are empty', 'success', {}, 'running'],
		['is running while its data are not there', 'success', undefined, 'running'],
		['is running while its data are those with which it parked', 'success', { ...ran, ...toDo }, 'running'],
		[
			'is running while its data are those with which it went on',
			'success',
			{ resultData: { runData: { Create: [{}] } }, ...toDo },
			'running',
		],
		['has ended when its data are those of the end', 'success', ran, 'success'],
		['is running while the error is not there', 'error', ran, 'running'],
		['has failed when the error is there', 'error', { resultData: { error: { message: 'No' } } }, 'error'],
		['is running while its data are not those of its park', 'waiting', { ...ran, ...toDo }, 'running'],
		['may be parked', 'waiting', { ...ran, ...toDo, waitTill: '2026-11-29' }, 'waiting'],
		['may have crashed without data', 'crashed', undefined, 'crashed'],
	])('%s', (_, status, data, expected) => {
		expect(read(status, data).status).toBe(expected);
	});
});
