import { StandIn } from './standIn.mts';

/** A message as n8n's Slack node sends it. */
export interface SlackMessage {
	channel: string;
	/** Of a simple message. */
	text?: string;
	/** Of one that waits for an answer. */
	blocks?: Array<{
		type: string;
		text?: { text: string };
		elements?: Array<{ text: { text: string }; url?: string }>;
	}>;
}

const TOKEN = 'a-token-of-slack';

/** What n8n's Slack credential holds. */
export const SLACK_CREDENTIAL = { accessToken: TOKEN, signatureSecret: 'any' };

/** A stand-in for Slack: takes messages. Who clicks on their buttons is the test. */
export class Slack extends StandIn {
	readonly messages: SlackMessage[] = [];

	constructor() {
		super('slack.com');
		this.requireToken(TOKEN);
		this.server.post('/api/chat.postMessage', ({ body }) => {
			const message = body as SlackMessage;
			this.messages.push(message);
			return { ok: true, channel: message.channel, ts: `${this.messages.length}.0`, message };
		});
	}

	reset(): void {
		this.messages.length = 0;
	}

	/** All that the newest message says. */
	get newestText(): string {
		const { text, blocks = [] } = this.messages.at(-1)!;
		return [text, ...blocks.map((block) => block.text?.text)].filter(Boolean).join('\n');
	}

	/** The address behind a button of the newest message. */
	button(label: string): string {
		const buttons = this.messages.at(-1)!.blocks!.flatMap(({ elements = [] }) => elements);
		const button = buttons.find(({ text }) => text.text === label);
		if (!button?.url) throw new Error(`The newest message has no button "${label}"`);
		return button.url;
	}
}
