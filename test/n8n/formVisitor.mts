import axios from 'axios';
import { until } from '../../realN8n/lib/until.mts';
import type { StoredWorkflow } from '../../realN8n/workflow.mts';

/** A user and a password, as Basic Auth asks for them. */
export interface FormLogin {
	username: string;
	password: string;
}

/** How long a page of n8n may take. */
const PATIENCE = { seconds: 120, everyMs: 200 };

/** Somebody who sends a form of n8n and keeps its page open. It does what the page's own script does. */
export class FormVisitor {
	private constructor(
		/** The execution that the form has started. */
		readonly executionId: string,
		private readonly waitingUrl: URL,
	) {}

	/** Fills in a form, field by field, and sends it. Throws what n8n refuses. */
	static async send(
		serverUrl: string,
		{ nodes }: StoredWorkflow,
		fields: string[],
		auth?: FormLogin,
	): Promise<FormVisitor> {
		const { webhookId } = nodes.find(({ type }) => type === 'n8n-nodes-base.formTrigger')!;
		const url = `${serverUrl}/form/${webhookId}`;
		// n8n publishes a workflow a moment after it was activated.
		const isThere = async () => (await statusOf(url)) !== 404;
		await until('the form', isThere, PATIENCE);
		const form = new FormData();
		fields.forEach((value, index) => form.append(`field-${index}`, value));
		const { data } = await axios.post<{ formWaitingUrl: string }>(url, form, { auth, proxy: false });
		const { pathname, search } = new URL(data.formWaitingUrl);
		const waitingUrl = new URL(`${pathname}${search}`, serverUrl);
		return new FormVisitor(pathname.split('/').at(-1)!, waitingUrl);
	}

	/** Waits until the last page is there, reads it, and lets the execution go on as the page does. */
	async lastPage(): Promise<string> {
		const status = new URL(this.waitingUrl);
		status.pathname += '/n8n-execution-status';
		const isThere = async () => (await read(status)) === 'form-waiting';
		await until('the last page', isThere, PATIENCE);
		const page = await read(this.waitingUrl);
		await axios.post(this.waitingUrl.href, {}, { proxy: false });
		return page;
	}
}

async function read({ href }: URL): Promise<string> {
	return String((await axios.get<unknown>(href, { proxy: false })).data).trim();
}

async function statusOf(url: string): Promise<number> {
	return (await axios.get(url, { proxy: false, validateStatus: () => true })).status;
}
