import type { INodeProperties } from 'n8n-workflow';
import { PRESETS } from '../../api/preset';
import type { Style } from '../../api/renderRequest';
import { readId } from '../parameters/ids';
import type { Parameters } from '../parameters/parameters';

const brandPresetProperty: INodeProperties = {
	displayName: 'Brand Preset',
	name: 'brandPresetId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	displayOptions: { show: { styleSource: ['brandPreset'] } },
	description: 'The brand preset to use. Its ID is brandPresetId in the output of Get many brand presets.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchBrandPresets', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 66f1a0c4d2',
		},
	],
};

const styleSourceProperty: INodeProperties = {
	displayName: 'Style',
	name: 'styleSource',
	type: 'options',
	options: [
		{
			name: 'Brand Preset',
			value: 'brandPreset',
			description: 'A preset that your organization made in Swiftia',
		},
		{
			name: 'Built-in Preset',
			value: 'preset',
			description: 'One of the caption styles that come with Swiftia',
		},
		{
			name: 'Organization Default',
			value: 'default',
			description: 'The default style of your organization in Swiftia',
		},
	],
	default: 'default',
	description: 'Look of the captions and the video',
};

const presetProperty: INodeProperties = {
	displayName: 'Preset',
	name: 'preset',
	type: 'options',
	allowArbitraryValues: true,
	options: PRESETS.map((preset) => ({ name: readable(preset), value: preset })),
	default: 'DEFAULT',
	displayOptions: { show: { styleSource: ['preset'] } },
	description: 'The caption style. Use an expression for any other.',
};

/** Swiftia's names are in capitals. */
function readable(preset: string): string {
	return preset.toLowerCase().replace(/(^| )[a-z]/g, (initial) => initial.toUpperCase());
}

/** The parameters that choose the look: one source, because Swiftia would silently prefer one of two. */
export const styleProperties: INodeProperties[] = [styleSourceProperty, presetProperty, brandPresetProperty];

/**
 * The look that the item asks for.
 *
 * @throws SwiftiaError (badInput) if a preset is wanted and none is named
 */
export function readStyle(parameters: Parameters): Style {
	switch (parameters.get<'default' | 'preset' | 'brandPreset'>(styleSourceProperty)) {
		case 'preset':
			return { preset: parameters.get<string>(presetProperty) };
		case 'brandPreset':
			return { brandPresetId: readId(parameters, brandPresetProperty) };
		case 'default':
			return {};
	}
}
