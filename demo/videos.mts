import { stat } from 'node:fs/promises';
import { Table } from 'console-table-printer';
import type { Execution } from '../realN8n/execution.mts';
import { NODES } from './workflow.mts';

/** One MP4 that came out of the workflow. */
export interface SavedVideo {
	title: string;
	renderId: string;
	/** Length of the short, as the job said. */
	seconds?: number;
	bytes: number;
	path: string;
	savedAt: Date;
}

/** The files that the last node of the demo's workflow wrote, in the order of its items. */
export async function savedVideos(execution: Execution): Promise<SavedVideo[]> {
	const lengths = shortLengths(execution);
	return await Promise.all(
		execution.items(NODES.save).map(async ({ json }) => {
			const path = String(json.fileName);
			const { size, mtime } = await stat(path);
			return {
				title: String(json.title ?? ''),
				renderId: String(json.renderId),
				seconds: lengths.get(String(json.shortId)),
				bytes: size,
				path,
				savedAt: mtime,
			};
		}),
	);
}

function shortLengths(execution: Execution): Map<string, number> {
	const lengths = new Map<string, number>();
	for (const { json } of execution.items(NODES.wait)) {
		const shorts = Array.isArray(json.shorts) ? (json.shorts as Array<Record<string, unknown>>) : [];
		for (const { shortId, duration } of shorts) {
			if (typeof duration === 'number') lengths.set(String(shortId), duration);
		}
	}
	return lengths;
}

/** Prints what came out: one row per short. */
export function printVideos(videos: readonly SavedVideo[]): void {
	const table = new Table({
		shouldDisableColors: true,
		columns: [
			{ name: 'title', alignment: 'left' },
			{ name: 'seconds', alignment: 'right' },
			{ name: 'bytes', alignment: 'right' },
			{ name: 'path', alignment: 'left' },
		],
	});
	for (const { title, seconds, bytes, path } of videos) {
		table.addRow({ title, seconds: seconds === undefined ? '' : Math.round(seconds * 10) / 10, bytes, path });
	}
	table.printTable();
}
