import type { IExecuteFunctions, IWebhookDescription, IWebhookFunctions } from 'n8n-workflow';

/** The path that makes a call wake this node and no other node of the same execution. */
const RESUME_PATH = 'swiftia';

/** The node's resume webhook. */
export const resumeWebhooks: IWebhookDescription[] = [
	{
		name: 'default',
		httpMethod: 'POST',
		path: RESUME_PATH,
		restartWebhook: true,
		responseMode: 'onReceived',
		responseData: '',
		isFullPath: true,
	},
];

/** The address of this execution's resume webhook: n8n's resume URL with our path before its query. */
export function resumeWebhookUrl(context: IExecuteFunctions | IWebhookFunctions): string {
	const url = new URL(String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0)));
	url.pathname = `${url.pathname.replace(/\/$/, '')}/${RESUME_PATH}`;
	return url.href;
}

/**
 * Whether this n8n lets each call go on with an execution that waits for nobody else: n8n 2 does, and gives the URL a token. n8n 1
 * executes it once for each call that comes at the same time, and anybody can guess its URL.
 */
export function mayBeCalled(url: string): boolean {
	return new URL(url).searchParams.has('signature');
}
