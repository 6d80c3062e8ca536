import type { IExecuteFunctions } from 'n8n-workflow';

/** Of this process: the mode is set where n8n starts. */
let isStored: Promise<boolean> | undefined;

/** Whether n8n stores files outside the execution's data: one that it keeps in memory has no ID. */
export async function storesFiles({ helpers }: IExecuteFunctions): Promise<boolean> {
	isStored ??= helpers
		.prepareBinaryData(Buffer.from('-'), 'probe.txt', 'text/plain')
		.then(({ id }) => id !== undefined);
	return await isStored;
}
