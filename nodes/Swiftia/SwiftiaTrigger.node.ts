import {
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
	NodeConnectionTypes,
} from 'n8n-workflow';
import { testCredential } from './methods/credentialTest';
import { triggerPanel, triggerProperties, triggerWebhooks } from './trigger/description';
import { receive } from './trigger/receive';

/** The node Swiftia Trigger: starts a workflow when a job has ended. */
export class SwiftiaTrigger implements INodeType {
	// n8n's node panel shows this description for both nodes of the package.
	description: INodeTypeDescription = {
		displayName: 'Swiftia Trigger',
		name: 'swiftiaTrigger',
		icon: { light: 'file:swiftia.svg', dark: 'file:swiftia.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle:
			'={{ ({ jobCompleted: "On job completed", jobFailed: "On job failed" })[$parameter.event] ?? "On job completed or failed" }}',
		description: 'Turn long YouTube videos into rendered shorts, and start workflows when they are ready',
		eventTriggerDescription: 'Waiting for Swiftia to call the test URL',
		activationMessage: 'The workflow now starts when Swiftia calls the production URL.',
		builderHint: {
			searchHint:
				'Starts a workflow when a job of another workflow calls its URL. To wait within one workflow, use Swiftia instead.',
		},
		defaults: { name: 'Swiftia Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'swiftiaApi', required: true, testedBy: 'testCredential' }],
		webhooks: triggerWebhooks,
		triggerPanel,
		properties: triggerProperties,
	};

	methods = { credentialTest: { testCredential } };

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
