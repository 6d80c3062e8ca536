import type { IExecuteFunctions } from 'n8n-workflow';

/** Of this process: the mode is set where n8n starts. Undefined while that is not known. */
let areStored: boolean | undefined;

/** Whether n8n stores files outside the execution's data: one that it keeps in memory has no ID. */
export async function storesFiles({ helpers }: IExecuteFunctions): Promise<boolean> {
	if (areStored === undefined) {
		const [probe] = await Promise.allSettled([
			helpers.prepareBinaryData(Buffer.from('-'), 'probe.txt', 'text/plain'),
		]);
		if (probe.status === 'rejected') return false;
		areStored = probe.value.id !== undefined;
	}
	return areStored;
}
