/** The built-in caption presets (Swiftia docs, post-render). Newer ones may exist: a preset is free text by expression. */
export const PRESETS = [
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
] as const;
