import { renderBody } from '../../../nodes/Swiftia/api/renderRequest.js';

const base = { jobId: 'j', target: 1, style: {} };
const body = { id: 'j', target: 1 };

it.each([
	['of the least that it needs', {}, body],
	['with a target of 0', { target: 0 }, { id: 'j', target: 0 }],
	['with a target that is a text', { target: '1' }, { id: 'j', target: '1' }],
	['with a preset', { style: { preset: 'VIRAL' } }, { ...body, preset: 'VIRAL' }],
	['with a brand preset', { style: { brandPresetId: 'b' } }, { ...body, brandPresetId: 'b' }],
	[
		'with a size',
		{ size: { width: 1080, height: 1920, name: '9:16' } },
		{ ...body, size: { width: 1080, height: 1920, name: '9:16' } },
	],
	['with words per page', { maxWordsInPage: 3 }, { ...body, options: { maxWordsInPage: 3 } }],
	[
		'with a padding of 0',
		{ facePaddingFactor: 0 },
		{ ...body, options: { director: { camera: { facePaddingFactor: 0 } } } },
	],
	[
		'with speakers',
		{ maxSpeakersToFocus: 2 },
		{ ...body, options: { director: { intelligence: { maxSpeakersToFocus: 2 } } } },
	],
	['with no caption rules', { captionStyles: [] }, body],
	[
		'with a caption rule',
		{ captionStyles: [{ property: 'color', value: '' }] },
		{ ...body, options: { style: [{ property: 'color' }] } },
	],
	[
		'with a caption rule whose durations belong to no value',
		{
			captionStyles: [
				{ property: 'color', value: 'a', activeValue: '', activeDuration: 0.2, pastDuration: 0.2 },
				{ property: 'color', value: '', pastValue: 'c', activeDuration: 0.2 },
			],
		},
		{
			...body,
			options: {
				style: [
					{ property: 'color', value: 'a' },
					{ property: 'color', past: { value: 'c' } },
				],
			},
		},
	],
	[
		'with a whole caption rule',
		{
			captionStyles: [
				{
					property: 'color',
					value: 'a',
					activeValue: 'b',
					activeDuration: 0,
					pastValue: 'c',
					pastDuration: 2,
				},
			],
		},
		{
			...body,
			options: {
				style: [
					{
						property: 'color',
						value: 'a',
						active: { value: 'b', duration: 0 },
						past: { value: 'c', duration: 2 },
					},
				],
			},
		},
	],
	[
		'with a watermark',
		{ waterMark: { waterMarkUrl: 'https://x/l.png', left: '10px', top: '' } },
		{ ...body, options: { waterMark: { waterMarkUrl: 'https://x/l.png', left: '10px' } } },
	],
	[
		'with a see-through watermark: its opacity is a text',
		{ waterMark: { waterMarkUrl: 'https://x/l.png', opacity: 0 } },
		{ ...body, options: { waterMark: { waterMarkUrl: 'https://x/l.png', opacity: '0' } } },
	],
	['with a watermark of nothing', { waterMark: { waterMarkUrl: '' } }, body],
	['with no custom fields', { customFields: {} }, body],
	[
		'with custom fields over all',
		{ customFields: { id: 'k', target: null, empty: '' } },
		{ id: 'k', target: null, empty: '' },
	],
	[
		'with custom fields, into the depth',
		{
			maxWordsInPage: 3,
			customFields: { type: 'shortVideo', options: { language: 'fr', maxWordsInPage: 4 } },
		},
		{ ...body, type: 'shortVideo', options: { maxWordsInPage: 4, language: 'fr' } },
	],
	[
		'with custom fields in place of others',
		{ maxWordsInPage: 3, customFields: { options: [1] } },
		{ ...body, options: [1] },
	],
	['with custom fields in place of a text', { customFields: { id: { a: 1 } } }, { id: { a: 1 }, target: 1 }],
])('The body of a render %s', (_, more, expected) => {
	const given = { ...base, ...more };
	expect(renderBody(given)).toStrictEqual(expected);
});

it('leaves what it was given as it was', () => {
	const request = { ...base, size: { width: 1, height: 2, name: 'x' }, customFields: { size: { width: 9 } } };
	expect(renderBody(request)).toEqual({ ...body, size: { width: 9, height: 2, name: 'x' } });
	expect(request.size.width).toBe(1);
});
