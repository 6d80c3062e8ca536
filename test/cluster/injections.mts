// Faults of the kind that the cluster is there to find, put in on purpose: of n8n's side, or around the package's modules.
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	IRunExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

/** What is changed. Nothing, in the cluster as it is. */
export interface Injection {
	/** n8n never looks for waits that are over. */
	hasNoTimer?: boolean;
	/** n8n resumes an execution whatever its status is. */
	claimsAlways?: boolean;
	/** What a process sends to its own n8n gets lost. */
	hasNoOwnCalls?: boolean;
	/** Done to an execution's data before it is stored. */
	beforeStored?: (data: IRunExecutionData) => void;
	/** In the place of the package's node. */
	node?: (node: INodeType) => Pick<INodeType, 'execute' | 'webhook'>;
}

type Execute = NonNullable<INodeType['execute']>;
type Output = INodeExecutionData[][];

/** Changes what the node puts out in the end, not what it shows while it is parked. */
function withOutput(
	node: INodeType,
	change: (output: Output, kept: string) => Output,
): Pick<INodeType, 'execute' | 'webhook'> {
	return {
		async execute(this: IExecuteFunctions, ...given: Parameters<Execute>) {
			const kept = JSON.stringify(this.getContext('node'));
			let isParking = false;
			const park = this.putExecutionToWait.bind(this);
			this.putExecutionToWait = async (until) => {
				isParking = true;
				await park(until);
			};
			const output = (await node.execute!.call(this, ...given)) as Output;
			return isParking ? output : change(output, kept);
		},
		webhook: node.webhook,
	};
}

const HOUR = 3_600_000;

/** By name. Each has to be found. */
export const INJECTIONS: Record<string, Injection> = {
	'no timer': { hasNoTimer: true },
	'a wake that is believed': {
		node: (node) => ({
			execute: node.execute,
			async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
				return { workflowData: [[{ json: this.getBodyData() }]] };
			},
		}),
	},
	'two resumes': { claimsAlways: true },
	'a lost ledger': {
		beforeStored: (data) => {
			if (data.executionData) data.executionData.contextData = {};
		},
	},
	'a callback before the row is stored': {
		hasNoOwnCalls: true,
		node: (node) => ({
			async execute(this: IExecuteFunctions, ...given: Parameters<Execute>) {
				const park = this.putExecutionToWait.bind(this);
				// Relies on the callback alone: nothing else looks before the limit.
				this.putExecutionToWait = async (until) => {
					until.setTime(until.getTime() + HOUR);
					await park(until);
				};
				return (await node.execute!.call(this, ...given)) as Output;
			},
			webhook: node.webhook,
		}),
	},
	'an order of items mixed up': {
		node: (node) => withOutput(node, (output) => output.map((items) => [...items].reverse())),
	},
	'a park that forgets a file': {
		node: (node) =>
			withOutput(node, (output, kept) => output.map((items) => items.map((item) => forgetFile(item, kept)))),
	},
};

/** Without the file that it had when the execution was parked. */
function forgetFile({ binary, ...item }: INodeExecutionData, kept: string): INodeExecutionData {
	const wasKept = Object.values(binary ?? {}).some(({ id }) => id !== undefined && kept.includes(`${id}"`));
	return wasKept ? item : { ...item, ...(binary && { binary }) };
}
