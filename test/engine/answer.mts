import type { ServerResponse } from 'node:http';

/** As much of n8n's response object as our webhooks use, around a raw response. */
export function answerOn(raw: ServerResponse): object {
	const response = {
		status(code: number) {
			raw.statusCode = code;
			return response;
		},
		setHeader(name: string, value: string) {
			raw.setHeader(name, value);
			return response;
		},
		json(answer: object) {
			raw.setHeader('content-type', 'application/json');
			raw.end(JSON.stringify(answer));
			return response;
		},
	};
	return response;
}
