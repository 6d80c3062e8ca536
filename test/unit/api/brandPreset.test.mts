import { readBrandPresets } from '../../../nodes/Swiftia/api/brandPreset.js';

const size = { width: 1080, height: 1920, name: '9:16' };
const full = {
	id: 'b',
	name: 'House',
	description: 'Ours',
	preset: 'VIRAL',
	size,
	isActive: true,
	isDefault: true,
};
const empty = {
	brandPresetId: 'p',
	name: '',
	description: '',
	preset: '',
	size: null,
	isActive: false,
	isDefault: false,
};

it.each([
	[
		{ ...full, options: {} },
		{
			brandPresetId: 'b',
			name: 'House',
			description: 'Ours',
			preset: 'VIRAL',
			size,
			isActive: true,
			isDefault: true,
		},
	],
	[{ id: 'p' }, empty],
	[{ id: 'p', size: null, isActive: 'true', isDefault: 1 }, empty],
	[
		{ id: 'p', size: { width: '1080' } },
		{ ...empty, size: { width: 1080, height: null, name: '' } },
	],
	[
		{ id: 'p', size: 'square' },
		{ ...empty, size: { width: null, height: null, name: '' } },
	],
])('%j is read', (raw, record) => expect(readBrandPresets([raw])).toEqual([{ record, body: raw }]));

it('leaves out what is no preset', () => {
	expect(readBrandPresets([null, full])).toHaveLength(1);
	expect(readBrandPresets([])).toEqual([]);
});

it.each([[{ error: 'no' }], [null], ['text'], [['text']], [[null, 1]]])('%j is no list of presets', (body) =>
	expect(readBrandPresets(body)).toBeUndefined(),
);
