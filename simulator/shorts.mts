import type { SimulatedShort } from './records.mts';

/** A short as a client defines it (Swiftia docs, post-job). */
export interface PredefinedShort {
	title?: string;
	start: number;
	end: number;
}

const TITLES = [
	'The one idea that changed everything',
	'Why nobody talks about this',
	'The mistake you keep making',
	'What happens next',
];

/** The shorts that a job comes to: those that were defined, or so many that Swiftia would have chosen. */
export function shortsOf(predefined: PredefinedShort[], count: number): SimulatedShort[] {
	if (predefined.length > 0) {
		return predefined.map(({ title = '', start, end }, index) => ({
			number: index + 1,
			title,
			text: `Words from ${start} s.`,
			reason: '',
			start,
			end,
		}));
	}
	return Array.from({ length: count }, (_, index) => ({
		number: index + 1,
		title: `${TITLES[index % TITLES.length]}${index < TITLES.length ? '' : ` (${index + 1})`}`,
		text: `What is said in short ${index + 1}.`,
		reason: 'A strong hook and a clear end.',
		start: index * 60 + 0.22,
		end: index * 60 + 30.5,
	}));
}
