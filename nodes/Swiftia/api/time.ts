const PARTS = /^(?:(?:(\d+):)?(\d{1,2}):)?(\d+(?:\.\d+)?)$/;

/**
 * Seconds from `75`, `75.5`, `1:15` or `1:01:15.5`; undefined where it is none of these.
 * With a colon, minutes (below an hour count) and seconds stay under 60.
 */
export function readTime(value: string | number): number | undefined {
	if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : undefined;
	const match = PARTS.exec(value.trim());
	if (!match) return undefined;
	const [hours, minutes, seconds] = [match[1], match[2], match[3]].map((part) =>
		part === undefined ? undefined : Number(part),
	);
	if (minutes !== undefined && seconds! >= 60) return undefined;
	if (hours !== undefined && minutes! >= 60) return undefined;
	return (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + seconds!;
}
