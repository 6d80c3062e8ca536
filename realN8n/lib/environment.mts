// What npm hands down to the programs it starts, and what n8n would take as its own settings.
const FROM_NPM = /^(npm_|INIT_CWD$)/i;
const FROM_N8N = /^(N8N_|DB_|QUEUE_|EXECUTIONS_|CREDENTIALS_|WEBHOOK_|VUE_APP_|GENERIC_TIMEZONE$)/;
const FROM_TESTS = /^(NODE_ENV|JEST_WORKER_ID|NODE_V8_COVERAGE)$/;

// The part of npm's settings that says how to reach the registry, which a child needs as much as we do.
const ABOUT_THE_NETWORK =
	/^npm_config_(registry|ca|cafile|cert|key|proxy|https?_proxy|noproxy|strict_ssl|userconfig|globalconfig|cache|\/\/|@)/i;

/**
 * The user's environment for a child that must behave as if it had been started from a plain shell: without what
 * `npm start` or a test runner put there, and without settings meant for another n8n.
 */
export function childEnvironment(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
	const environment: Record<string, string> = {};
	for (const [name, value] of Object.entries(process.env)) {
		const foreign =
			(FROM_NPM.test(name) && !ABOUT_THE_NETWORK.test(name)) || FROM_N8N.test(name) || FROM_TESTS.test(name);
		if (value !== undefined && !foreign) environment[name] = value;
	}
	return { ...environment, ...extra };
}

/** The user's `NO_PROXY` with the loopback addresses added: what talks to this machine takes no proxy. */
export function noProxy(): Record<string, string> {
	const given = process.env.NO_PROXY ?? process.env.no_proxy ?? '';
	const hosts = new Set([...given.split(',').filter(Boolean), '127.0.0.1', 'localhost']);
	const value = [...hosts].join(',');
	return { NO_PROXY: value, no_proxy: value };
}
