import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { toId } from '../api/id';
import { nodeError } from '../actions/run/itemError';
import { SwiftiaClient } from '../transport/client';

/** The organization's brand presets, for the dropdown. */
export async function searchBrandPresets(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await matching(this, filter, async () => {
		const client = await SwiftiaClient.open(this);
		const presets = await client.getBrandPresets();
		return presets
			.filter(({ record }) => record.brandPresetId !== '')
			.map(({ record: { brandPresetId, name, isActive } }) => ({
				name: isActive ? name : `${name} (inactive)`,
				value: brandPresetId,
			}));
	});
}

/** The shorts of the job that the node names, for the dropdown; empty while the job ID is not known yet. */
export async function searchShorts(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await matching(this, filter, async () => {
		const jobId = toId(this.getCurrentNodeParameter('jobId'));
		if (jobId === undefined || jobId.startsWith('=')) return [];
		const client = await SwiftiaClient.open(this);
		const { record } = await client.getJob(jobId, { keepBody: false });
		return record.shorts
			.filter(({ shortId }) => shortId !== '')
			.map(({ shortId, title }) => ({ name: title || shortId, value: shortId }));
	});
}

async function matching(
	context: ILoadOptionsFunctions,
	filter: string | undefined,
	list: () => Promise<INodeListSearchItems[]>,
): Promise<INodeListSearchResult> {
	try {
		const wanted = (filter ?? '').toLowerCase();
		const items = await list();
		return { results: items.filter(({ name }) => name.toLowerCase().includes(wanted)) };
	} catch (error) {
		throw nodeError(context.getNode(), error);
	}
}
