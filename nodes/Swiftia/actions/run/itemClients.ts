import type { IExecuteFunctions } from 'n8n-workflow';
import { SwiftiaClient } from '../../transport/client';

/**
 * The clients of a run: the credential belongs to an item, since an expression in it may give each item another key. Items with the
 * same key share a client, so what Swiftia says of an account holds for all of its items and for no others.
 */
export class ItemClients {
	private readonly byAccount = new Map<string, SwiftiaClient>();
	private readonly byItem: Array<SwiftiaClient | { failure: unknown }> = [];

	private constructor() {}

	/** Opens the credential for each item of the run. */
	static async open(context: IExecuteFunctions): Promise<ItemClients> {
		const clients = new ItemClients();
		for (const itemIndex of context.getInputData().keys()) await clients.add(context, itemIndex);
		return clients;
	}

	/**
	 * The client of an item.
	 *
	 * @throws why the item's credential is of no use
	 */
	of(itemIndex: number): SwiftiaClient {
		const client = this.byItem[itemIndex]!;
		if ('failure' in client) throw client.failure;
		return client;
	}

	/** Takes the API keys of all items out of a text. */
	readonly redact = (text: string): string =>
		[...this.byAccount.values()].reduce((left, client) => client.redact(left), text);

	/** Milliseconds between two requests of this run, whichever key they have, as the paces have it lately. */
	get spacing(): number {
		const perMillisecond = [...this.byAccount.values()].reduce((sum, { spacing }) => sum + 1 / spacing, 0);
		return 1 / perMillisecond;
	}

	private async add(context: IExecuteFunctions, itemIndex: number): Promise<void> {
		try {
			const opened = await SwiftiaClient.open(context, { itemIndex });
			const client = this.byAccount.get(opened.account) ?? opened;
			this.byAccount.set(client.account, client);
			this.byItem.push(client);
		} catch (failure) {
			this.byItem.push({ failure });
		}
	}
}
