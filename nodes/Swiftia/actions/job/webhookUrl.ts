import type { INodeProperties, NodeHint } from 'n8n-workflow';
import { isWebAddress } from '../../api/webAddress';
import { PRIVATE_ADDRESS } from '../../n8n/publicHost';
import { notInTools } from '../parameters/notInTools';

/** What Swiftia can hardly call: hosts that nobody outside can, and what n8n answers only while somebody tests the workflow. */
const DOUBTFUL = new RegExp(`${PRIVATE_ADDRESS.source}|^[^?#]*/webhook-test(?:[/?#]|$)`, 'i');

const WAY_OUT = 'Use a production URL at a public address';

/** The parameter Webhook URL. */
export const webhookUrlProperty: INodeProperties = {
	displayName: 'Webhook URL',
	name: 'webhookUrl',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. https://n8n.example.com/webhook/swiftia',
	displayOptions: { show: { waitForCompletion: [false], completionWebhook: ['url'] }, ...notInTools },
	description: 'URL that Swiftia calls when the job is completed, reachable from the internet',
};

/**
 * Shown in the editor before anything runs. The expression stands for `doubtAbout`, which the editor cannot call.
 */
export const webhookUrlHint: NodeHint = {
	message: `Swiftia probably cannot call this Webhook URL. ${WAY_OUT}.`,
	type: 'warning',
	location: 'outputPane',
	whenToDisplay: 'beforeExecution',
	displayCondition: `={{ $parameter.resource === 'job' && $parameter.operation === 'create' && !$parameter.waitForCompletion && $parameter.completionWebhook === 'url' && ${DOUBTFUL}.test($parameter.webhookUrl) }}`,
};

/** What speaks against this webhook, in words for a hint; undefined where nothing is known. */
export function doubtAbout(webhook: unknown): string | undefined {
	if (typeof webhook !== 'string' || !isWebAddress(webhook)) return undefined;
	const { host, href } = new URL(webhook);
	return DOUBTFUL.test(href)
		? `the webhook at ${host} is a test URL or not public, so Swiftia probably cannot call it. ${WAY_OUT}`
		: undefined;
}
