import type { IExecuteFunctions, IWebhookDescription, IWebhookFunctions } from 'n8n-workflow';
import { PRIVATE_ADDRESS } from '../n8n/publicHost';

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

/** Whether Swiftia can be expected to reach the resume webhook, and nobody else to guess it: a public host and a token in the query. */
export function isCallable(url: string): boolean {
	return !PRIVATE_ADDRESS.test(new URL(url).href) && hasToken(url);
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
