import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import type { BrandPreset } from '../api/brandPreset';
import { toId } from '../api/id';
import { minutesAndSeconds } from '../api/time';
import { badInput } from '../api/swiftiaError';
import type { Short } from '../api/short';
import { requireCompleted } from '../actions/job/completedJob';
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
			.map(({ record }) => ({ name: presetName(record), value: record.brandPresetId }));
	});
}

/** The shorts of the job that the node names, for the dropdown. */
export async function searchShorts(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await matching(this, filter, async () => {
		const jobId = toId(this.getCurrentNodeParameter('jobId'));
		if (jobId === undefined || jobId.startsWith('='))
			throw badInput(
				'Execute the previous node first',
				'Job ID has no value until then. Or choose the short By ID.',
			);
		const client = await SwiftiaClient.open(this);
		const { record } = await client.getJob({ jobId }, { keepBody: false });
		requireCompleted(record, 'show its shorts');
		return record.shorts
			.filter(({ shortId }) => shortId !== '')
			.map((short) => ({ name: shortName(short), value: short.shortId }));
	});
}

function presetName({ name, isActive, isDefault }: BrandPreset): string {
	return `${name}${isDefault ? ' (default)' : ''}${isActive ? '' : ' (inactive)'}`;
}

function shortName({ title, shortId, duration }: Short): string {
	return duration === null ? title || shortId : `${title || shortId} (${minutesAndSeconds(duration)})`;
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
