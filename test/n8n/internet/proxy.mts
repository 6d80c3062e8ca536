// The process behind Internet: an HTTPS proxy with a certificate of its own. In a process of its own since Jest cannot load mockttp.
import { getEachMessage, sendMessage } from 'execa';
import { generateCACertificate, getLocal } from 'mockttp';
import { ANY_HOST, type FromProxy, type ToProxy } from './messages.mts';

/** Named hosts have 1, and what nobody stands for 0. */
const BEHIND_NAMED_HOSTS = 0.5;

const tell = async (message: FromProxy) => await sendMessage({ ...message });

const https = await generateCACertificate();
// Recorded traffic would keep all bodies in memory.
const proxy = getLocal({ https, recordTraffic: false });
await proxy.forUnmatchedRequest().thenCallback(async ({ method, url }) => {
	await tell({ stray: `${method} ${url}` });
	return { statusCode: 599, json: {} };
});
await proxy.start();
await tell({ port: proxy.port, certificate: https.cert });

for await (const message of getEachMessage()) {
	const { host, origin } = message as unknown as ToProxy;
	const rule = proxy.forAnyRequest();
	if (host === ANY_HOST) rule.asPriority(BEHIND_NAMED_HOSTS);
	else rule.forHostname(host);
	await rule.always().thenForwardTo(origin);
	await tell({ host });
}
