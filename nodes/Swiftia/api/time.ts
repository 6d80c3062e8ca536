import { visible } from './text';

const CLOCK = /^(?:(?:(\d+):)?(\d{1,2}):)?(\d+(?:\.\d+)?)$/;
const UNITS =
	/^(?:pt)?(?:(\d+)\s*h(?:(?:ou)?rs?)?)?\s*(?:(\d+)\s*m(?:in(?:ute)?s?)?)?\s*(?:(\d+(?:\.\d+)?)\s*s(?:ec(?:ond)?s?)?)?$/i;
/** Characters of the longest text that is taken for a time. */
const LONGEST = 40;

/**
 * Seconds from `75`, `75.5`, `1:15`, `1:01:15.5`, `00:01:15,500` of subtitles, `75s`, `1m15s` or `1 h 1 min 15 s`; undefined where it
 * is none of these. Below hours minutes stay under 60, and below minutes seconds do. `1,5` is none: it can be a list or a thousand.
 */
export function readTime(value: unknown): number | undefined {
	const time = typeof value === 'string' ? readText(visible(value)) : value;
	return typeof time === 'number' && Number.isFinite(time) && time >= 0 ? time : undefined;
}

function readText(text: string): number | undefined {
	if (text.length > LONGEST) return undefined;
	const parts = (CLOCK.exec(text.replace(/(:\d+),(?=\d+$)/, '$1.')) ?? UNITS.exec(text))?.slice(1) ?? [];
	const first = parts.findIndex((part) => part !== undefined);
	const numbers = parts.map((part) => Number(part ?? 0));
	if (first < 0 || numbers.some((number, index) => index > first && number >= 60)) return undefined;
	return numbers.reduce((sum, number) => sum * 60 + number, 0);
}

/** Seconds as minutes and seconds, such as `1:05`. */
export function minutesAndSeconds(seconds: number): string {
	const whole = Math.round(seconds);
	return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
