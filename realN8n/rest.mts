import { setTimeout as sleep } from 'node:timers/promises';
import axios, { isAxiosError, type AxiosInstance, type AxiosRequestConfig } from 'axios';

/** Who may use the editor. */
export interface Login {
	email: string;
	password: string;
	firstName: string;
	lastName: string;
}

const LOGIN_ATTEMPTS = 10;

/** A session with n8n's own REST interface, the one its editor uses. */
export class N8nRest {
	private readonly http: AxiosInstance;

	private cookie = '';

	private login?: Login;

	constructor(readonly url: string) {
		this.http = axios.create({ baseURL: `${url}/rest`, proxy: false, timeout: 60_000 });
	}

	/** Creates the owner of a fresh n8n, or logs in if there is one already. */
	async setUp(login: Login): Promise<void> {
		this.login = login;
		try {
			this.keepCookie(await this.http.post('/owner/setup', login));
		} catch (error) {
			if (!isAxiosError(error) || error.response?.status !== 400) throw explained(error);
		}
		await this.logIn();
	}

	private async logIn(): Promise<void> {
		if (!this.login) throw new Error('Not set up: call setUp() first');
		const { email, password } = this.login;
		for (let attempt = 1; ; attempt++) {
			try {
				this.keepCookie(await this.http.post('/login', { emailOrLdapLoginId: email, password }));
				return;
			} catch (error) {
				// Shortly after its start n8n may not know its own owner yet.
				if (attempt === LOGIN_ATTEMPTS) throw explained(error);
				await sleep(500);
			}
		}
	}

	private keepCookie(response: { headers: { 'set-cookie'?: string[] } }): void {
		const cookies = response.headers['set-cookie'] ?? [];
		if (cookies.length > 0) this.cookie = cookies.map((cookie) => cookie.split(';')[0]).join('; ');
	}

	/** Sends a request, once more after a new login if n8n says 401, and unwraps n8n's `data`. */
	protected async request<T>(config: AxiosRequestConfig, retry = true): Promise<T> {
		try {
			const { data } = await this.http.request<unknown>({ ...config, headers: { cookie: this.cookie } });
			return (isWrapped(data) ? data.data : data) as T;
		} catch (error) {
			if (!retry || !isAxiosError(error) || error.response?.status !== 401) throw explained(error);
			await this.logIn();
			return await this.request<T>(config, false);
		}
	}
}

function isWrapped(body: unknown): body is { data: unknown } {
	return typeof body === 'object' && body !== null && 'data' in body;
}

function explained(error: unknown): Error {
	if (!isAxiosError(error)) return error as Error;
	const { config, response } = error;
	const answer = response
		? `${response.status} ${JSON.stringify(response.data).slice(0, 500)}`
		: error.message;
	return new Error(`n8n: ${config?.method?.toUpperCase()} ${config?.url}: ${answer}`, { cause: error });
}
