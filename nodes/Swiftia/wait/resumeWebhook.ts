import type { IExecuteFunctions, IWebhookDescription, IWebhookFunctions } from 'n8n-workflow';

/** The path that makes a callback wake this node and no other node of the same execution. */
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

const PRIVATE_HOST =
	/^(localhost|127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|0\.0\.0\.0$)|\.(local|localhost|internal|lan|home\.arpa)$/i;

/** Whether Swiftia can be expected to reach the resume webhook, and nobody else to guess it: a public host and a token in the query. */
export function isCallable(url: string): boolean {
	const { hostname } = new URL(url);
	// Neither a name within the house nor an IPv6 address has a dot.
	return hostname.includes('.') && !PRIVATE_HOST.test(hostname) && hasToken(url);
}

/** Whether nobody else can guess the resume webhook: n8n 2.x gives it a token. */
export function hasToken(url: string): boolean {
	return new URL(url).searchParams.has('signature');
}

/** Tells n8n's log that a call into a parked execution came to nothing. */
export function warnOfCall(context: IWebhookFunctions, error: unknown): void {
	const { message } = error as Error;
	context.logger.warn(`Swiftia: a callback could not be processed, the wait continues (${message})`);
}
