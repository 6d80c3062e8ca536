import { Readable } from 'node:stream';
import type { IExecuteFunctions, IHttpRequestOptions, IWebhookFunctions, Logger } from 'n8n-workflow';
import type { HostAnswer } from './network.mts';

/** What a node of a process reaches of the world. */
export interface World {
	send: (options: IHttpRequestOptions, apiKey?: string) => Promise<HostAnswer>;
	log: (line: string) => void;
}

interface GivenCredential {
	credentialsDecrypted?: { data?: { apiKey?: string } };
}

/** Puts the simulated network and a log in the place of n8n's own, in a context that n8n-core has made. */
export function connectContext(context: IExecuteFunctions | IWebhookFunctions, world: World): void {
	const httpRequest = async (options: IHttpRequestOptions) => toHelper(options, await world.send(options));
	const httpRequestWithAuthentication = async (
		_type: string,
		options: IHttpRequestOptions,
		{ credentialsDecrypted }: GivenCredential = {},
	) => toHelper(options, await world.send(options, credentialsDecrypted?.data?.apiKey));
	const helpers = { ...context.helpers, httpRequest, httpRequestWithAuthentication };
	Object.defineProperty(context, 'helpers', { value: helpers });
	Object.defineProperty(context, 'logger', { value: loggerOf(world) });
}

/** An answer as n8n's helper gives it where the whole response was asked for. */
function toHelper({ encoding, json }: IHttpRequestOptions, { status, headers, body }: HostAnswer): object {
	const shown = () => {
		if (encoding === 'stream') return Readable.from([body], { objectMode: false });
		return encoding === 'text' || !json ? JSON.stringify(body) : body;
	};
	return { statusCode: status, headers: headers ?? {}, body: shown() };
}

function loggerOf({ log }: World): Logger {
	const write = (level: string) => (message: string) => log(`${level}: ${message}`);
	return { error: write('error'), warn: write('warn'), info: write('info'), debug: () => undefined };
}
