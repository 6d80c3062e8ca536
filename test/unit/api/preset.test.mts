import { PRESETS } from '../../../nodes/Swiftia/api/preset.js';

it('names the ten presets of the docs', () =>
	expect([...PRESETS]).toEqual([
		'70S RADIATION',
		'BILL GREEN',
		'BLURRY',
		'DEEP DIVER',
		'DEFAULT',
		'ETHEREAL UNDERLINE',
		'FAST',
		'GLOW VIOLET',
		'GRAPES',
		'VIRAL',
	]));
