import { Scope } from '../../../realN8n/lib/scope.mts';
import type { Internet } from '../internet/internet.mts';
import { ChatModel } from '../openai.mts';
import { ChannelFeed } from './channelFeed.mts';
import { GOOGLE_CREDENTIAL, Google } from './google.mts';
import { PUBLISHER_CREDENTIAL, Publisher } from './publisher.mts';
import { Sheets } from './sheets.mts';
import { SLACK_CREDENTIAL, Slack } from './slack.mts';

/** The services that the examples use beside Swiftia, each with a stand-in at the address of the real one. */
export class Services {
	readonly google = new Google();
	readonly sheets = new Sheets('Queue');
	readonly slack = new Slack();
	readonly feed = new ChannelFeed();
	readonly publisher = new Publisher();
	private readonly scope = new Scope();

	private constructor(readonly model: ChatModel) {}

	static async start(): Promise<Services> {
		const services = new Services(await ChatModel.start());
		services.scope.defer(async () => await services.model.close());
		for (const one of services.all) {
			await one.listen();
			services.scope.defer(async () => await one.close());
		}
		return services;
	}

	async close(): Promise<void> {
		await this.scope.close();
	}

	/** Puts them where n8n looks for them. */
	async join(internet: Internet): Promise<void> {
		for (const { host, origin } of this.all) await internet.add({ host, origin });
	}

	/** What n8n's credentials for them hold, by type. */
	get credentials(): Record<string, Record<string, unknown>> {
		return {
			googleDriveOAuth2Api: GOOGLE_CREDENTIAL,
			googleSheetsOAuth2Api: GOOGLE_CREDENTIAL,
			youTubeOAuth2Api: GOOGLE_CREDENTIAL,
			httpHeaderAuth: PUBLISHER_CREDENTIAL,
			openAiApi: { apiKey: 'any', url: this.model.url },
			slackApi: SLACK_CREDENTIAL,
		};
	}

	/** Forgets what they saw. */
	reset(): void {
		for (const one of this.all) one.reset();
		this.model.requests.length = 0;
		this.model.say = [];
	}

	/** Requests that the real services would know and these do not. */
	get unknown(): string[] {
		return this.all.flatMap(({ unknown }) => unknown);
	}

	private get all() {
		return [this.google, this.sheets, this.slack, this.feed, this.publisher];
	}
}
