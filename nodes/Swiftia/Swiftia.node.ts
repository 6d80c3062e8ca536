import {
	type EngineResponse,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { webhookUrlHint } from './actions/job/webhookUrl';
import { properties, subtitle } from './actions/resources';
import { router } from './actions/router';
import { testCredential } from './methods/credentialTest';
import { searchBrandPresets, searchShorts } from './methods/listSearch';
import { builderHint } from './builderHint';
import { resumeWebhooks } from './n8n/resumeWebhook';
import { waitingNodeTooltip } from './n8n/waitingNodeTooltip';
import { answerCall } from './wait/resumeCall';

/** The node Swiftia. Programmatic, because waiting, dependent calls and streamed files are beyond the declarative style. */
export class Swiftia implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Swiftia',
		name: 'swiftia',
		icon: { light: 'file:swiftia.svg', dark: 'file:swiftia.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle,
		description: 'Turn long YouTube videos into rendered shorts',
		defaults: { name: 'Swiftia' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'swiftiaApi', required: true, testedBy: 'testCredential' }],
		webhooks: resumeWebhooks,
		waitingNodeTooltip,
		builderHint,
		hints: [webhookUrlHint],
		properties,
	};

	methods = { credentialTest: { testCredential }, listSearch: { searchBrandPresets, searchShorts } };

	async execute(this: IExecuteFunctions, response?: EngineResponse): Promise<INodeExecutionData[][]> {
		return await router(this, response);
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return answerCall(this);
	}
}
