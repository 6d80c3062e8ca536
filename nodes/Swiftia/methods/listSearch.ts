import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { readBrandPresets } from '../api/brandPreset';
import { readShorts } from '../api/short';
import { SwiftiaClient } from '../transport/client';

/** The organization's brand presets, for the dropdown. */
export async function searchBrandPresets(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const client = await SwiftiaClient.open(this);
	const presets = readBrandPresets(await client.getBrandPresets());
	return matching(
		presets.map(({ brandPresetId, name, isActive }) => ({
			name: isActive ? name : `${name} (inactive)`,
			value: brandPresetId,
		})),
		filter,
	);
}

/** The shorts of the job that the node names, for the dropdown; empty while the job ID is not known yet. */
export async function searchShorts(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const jobId = String(this.getCurrentNodeParameter('jobId') ?? '');
	if (jobId === '' || jobId.startsWith('=')) return { results: [] };
	const client = await SwiftiaClient.open(this);
	const shorts = readShorts(await client.getJob(jobId), jobId);
	return matching(
		shorts.map(({ shortId, title }) => ({ name: title || shortId, value: shortId })),
		filter,
	);
}

function matching(items: INodeListSearchItems[], filter = ''): INodeListSearchResult {
	const wanted = filter.toLowerCase();
	return { results: items.filter(({ name }) => name.toLowerCase().includes(wanted)) };
}
