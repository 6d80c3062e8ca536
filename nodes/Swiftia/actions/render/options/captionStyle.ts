import type { INodeProperties } from 'n8n-workflow';
import type { CaptionStyle } from '../../../api/renderRequest';
import { badInput } from '../../../api/swiftiaError';

/** The option Caption Style. The unit of its durations is not documented. */
export const captionStyleOption: INodeProperties = {
	displayName: 'Caption Style',
	name: 'captionStyle',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Rule',
	default: {},
	description: 'Rules for the look of the captions. They override the preset.',
	options: [
		{
			displayName: 'Rule',
			name: 'rules',
			values: [
				{
					displayName: 'Property',
					name: 'property',
					type: 'options',
					allowArbitraryValues: true,
					options: [
						{ name: 'Color', value: 'color' },
						{ name: 'Font Size', value: 'font-size' },
					],
					default: 'color',
					description: 'The CSS property to set. Use an expression for any other.',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. #FFFFFF',
					description: 'Value before the word is spoken',
				},
				{
					displayName: 'Value Once Spoken',
					name: 'pastValue',
					type: 'string',
					default: '',
					placeholder: 'e.g. #FFFFFF',
					description: 'Value after the word is spoken',
				},
				{
					displayName: 'Value Once Spoken: Duration',
					name: 'pastDuration',
					type: 'number',
					default: 0.2,
					description: 'How long the change takes. Swiftia names no unit; its examples use 0.2 to 0.7.',
				},
				{
					displayName: 'Value While Spoken',
					name: 'activeValue',
					type: 'string',
					default: '',
					placeholder: 'e.g. #FFD400',
					description: 'Value while the word is spoken',
				},
				{
					displayName: 'Value While Spoken: Duration',
					name: 'activeDuration',
					type: 'number',
					default: 0.2,
					description: 'How long the change takes. Swiftia names no unit; its examples use 0.2 to 0.7.',
				},
			],
		},
	],
};

/**
 * The rules that are asked for.
 *
 * @throws SwiftiaError (badInput) for one without any value
 */
export function readCaptionStyle(rules: CaptionStyle[] | undefined): CaptionStyle[] | undefined {
	const empty =
		rules?.findIndex(({ value, activeValue, pastValue }) => !(value || activeValue || pastValue)) ?? -1;
	if (empty < 0) return rules;
	throw badInput(
		`Rule ${empty + 1} of 'Caption Style' has no value`,
		'Fill in one of its values, or remove it.',
	);
}
