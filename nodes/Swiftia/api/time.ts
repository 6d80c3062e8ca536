const PARTS = /^(?:(?:(\d+):)?(\d{1,2}):)?(\d+(?:\.\d+)?)$/;

/**
 * Seconds from `75`, `75.5`, `1:15` or `1:01:15.5`; undefined where it is none of these.
 * With a colon, minutes (below an hour count) and seconds stay under 60.
 */
export function readTime(value: unknown): number | undefined {
	const time = typeof value === 'string' ? readClock(value.trim()) : value;
	return typeof time === 'number' && Number.isFinite(time) && time >= 0 ? time : undefined;
}

function readClock(text: string): number | undefined {
	const match = PARTS.exec(text);
	if (!match) return undefined;
	const [, hours, minutes, seconds] = match;
	const isClock = minutes === undefined || Number(seconds) < 60;
	const isLongClock = hours === undefined || Number(minutes) < 60;
	if (!isClock || !isLongClock) return undefined;
	return Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds);
}

/** Seconds as minutes and seconds, such as `1:05`. */
export function minutesAndSeconds(seconds: number): string {
	const whole = Math.round(seconds);
	return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
