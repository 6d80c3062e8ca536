// A node that parks as often as it is told and is executed again after each park. n8n takes it from N8N_CUSTOM_EXTENSIONS.
const { Buffer } = require('node:buffer');
const { setTimeout: sleep } = require('node:timers/promises');

/** Parks so that n8n executes the node again: beneath the entry that n8n puts back lies a second one, with the node and its items. */
async function park(context, until, shown) {
	const entry = context.getExecuteData();
	const { node, data, source, metadata } = entry;
	const runIndex = context.evaluateExpression('{{ $runIndex }}', 0);
	await context.putExecutionToWait(until);
	if (context.runExecutionData.waitTill !== until) throw new Error('n8n keeps the park elsewhere');
	const again = { node, data, source, runIndex, ...(metadata && { metadata }) };
	context.runExecutionData.executionData.nodeExecutionStack.unshift(again);
	entry.node = { ...node, alwaysOutputData: false, retryOnFail: false, executeOnce: false };
	entry.data = { main: [[]] };
	return [shown];
}

/** What the node can come to when it has parked often enough. */
const ENDS = {
	items: (items) => [items],
	nothing: () => [[]],
	throw: () => {
		throw new Error('It failed');
	},
	throwOnce(items, _context, state) {
		if (state.thrown) return [items];
		state.thrown = true;
		throw new Error('It failed once');
	},
	errorItem: ([first, ...others]) => [
		[{ json: { error: 'One failed' }, pairedItem: first.pairedItem }, ...others],
	],
	hint(items, context) {
		context.addExecutionHints({ message: 'It took a while' });
		return [items];
	},
	async binary(items, context) {
		for (const item of items) {
			const content = Buffer.from(`the file of ${item.json.videoId}`);
			item.binary = { data: await context.helpers.prepareBinaryData(content, 'a.txt', 'text/plain') };
		}
		return [items];
	},
};

class Parking {
	description = {
		displayName: 'Parking',
		name: 'parking',
		group: ['transform'],
		version: 1,
		description: 'Parks and is executed again',
		defaults: { name: 'Parking' },
		inputs: ['main'],
		outputs: ['main'],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: '',
				path: '',
				restartWebhook: true,
				isFullPath: true,
			},
		],
		properties: [
			{ displayName: 'Parks', name: 'parks', type: 'number', default: 2 },
			{ displayName: 'Seconds per Park', name: 'seconds', type: 'number', default: 3600 },
			{ displayName: 'Busy Seconds', name: 'busy', type: 'number', default: 0 },
			{ displayName: 'End', name: 'end', type: 'string', default: 'items' },
			{ displayName: 'Outputs per Item', name: 'perItem', type: 'number', default: 1 },
		],
	};

	async execute() {
		const runIndex = this.evaluateExpression('{{ $runIndex }}', 0);
		const rounds = this.getContext('node');
		const state = (rounds[runIndex] ??= { looks: 0 });
		state.looks++;
		await sleep(this.getNodeParameter('busy', 0) * 1000);
		const input = this.getInputData();
		if (state.looks <= this.getNodeParameter('parks', 0)) {
			const until = new Date(Date.now() + this.getNodeParameter('seconds', 0) * 1000);
			const resumeUrl = this.evaluateExpression('{{ $execution.resumeUrl }}', 0);
			const shown = input.map(({ json }, item) => ({
				json: { ...json, timedOut: true, looks: state.looks, resumeUrl },
				pairedItem: { item },
			}));
			return await park(this, until, shown);
		}
		const parts = Array(this.getNodeParameter('perItem', 0)).fill();
		const items = input.flatMap(({ json }, item) =>
			parts.map(() => ({
				json: { ...json, timedOut: false, looks: state.looks, runIndex },
				pairedItem: { item },
			})),
		);
		return await ENDS[this.getNodeParameter('end', 0)](items, this, state);
	}

	async webhook() {
		return { workflowData: [[]] };
	}
}

module.exports = { Parking };
