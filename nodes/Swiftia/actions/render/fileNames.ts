import { type KnownRender, acceptedRender } from '../../api/render';

/** What the name of one MP4 is made of. */
export interface FileNameParts {
	/** The name that was asked for, with or without `.mp4`; empty for one made of the title. */
	wanted: string;
	title: string | null;
	shortId: string | null;
	renderId: string;
}

const EXTENSION = '.mp4';
/** Bytes of UTF-8, the extension included: what the tightest of the usual file systems takes, with room to spare. */
const LONGEST = 200;
/** Bytes of an ID that are kept at the end of a name. */
const LONGEST_ID = 80;

/** Characters that some file system forbids or that hide what a name is: separators, controls, halves of characters, changes of direction. */
const FORBIDDEN = /[\\/:*?"<>|\p{Cc}\p{Cs}\p{Bidi_Control}]/gu;
/** Names that Windows keeps for devices, whatever their extension. */
const RESERVED = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)/i;

/** Gives out the file names of the MP4s of one run: safe for any file system, and no two alike. */
export class FileNames {
	private readonly counts = new Map<string, number>();
	/** For each name that was given out, the number to go on from. */
	private readonly uses = new Map<string, number>();

	/**
	 * @param wanted the names that were asked for, each as often as it was
	 * @param given names that files of the run have already
	 */
	constructor(wanted: string[], given: string[] = []) {
		for (const name of given) this.uses.set(keyOf(name), 2);
		for (const name of wanted) this.counts.set(keyOf(name), (this.counts.get(keyOf(name)) ?? 0) + 1);
	}

	/**
	 * The name of one more file.
	 *
	 * @param isOneOfSeveral whether its name was asked for others as well
	 */
	next(file: FileNameParts, isOneOfSeveral = false): string {
		const { wanted } = file;
		const isShared = wanted !== '' && (isOneOfSeveral || (this.counts.get(keyOf(wanted)) ?? 0) > 1);
		const [stem, id] = stemAndId(file);
		const isTaken = this.uses.has(keyOf(nameOf(stem, '', 1)));
		return unique(stem, id !== '' && (isShared || isTaken) ? ` ${id}` : '', this.uses);
	}
}

/** Renders that items name, each with a name of its own for its MP4: the one that is asked for or known, or one made of the title. */
export function withFileNames<T extends { known: KnownRender; wanted?: string }>(tasks: T[]): T[] {
	const wanted = tasks.map((task) => task.wanted || (task.known.fileName ?? ''));
	const names = new FileNames(wanted);
	return tasks.map((task, index) => {
		const parts = { ...acceptedRender(task.known), wanted: wanted[index]! };
		return { ...task, known: { ...task.known, fileName: names.next(parts) } };
	});
}

/** What a name is made of, and the ID that tells it from others; empty where there is none. */
function stemAndId({ wanted, title, shortId, renderId }: FileNameParts): [string, string] {
	const id = cut(clean(shortId ?? renderId), LONGEST_ID);
	const stem = clean(withoutExtension(wanted.trim()));
	if (stem !== '') return [stem, id];
	const name = clean(title ?? '');
	if (name !== '') return [name, shortId === null ? '' : id];
	return [cut(clean(renderId), LONGEST_ID) || 'short', ''];
}

/** The name, with a number where it is taken. For each name that was given out, `uses` has the number to go on from. */
function unique(stem: string, end: string, uses: Map<string, number>): string {
	const first = nameOf(stem, end, 1);
	for (let count = uses.get(keyOf(first)) ?? 1; ; count++) {
		const name = nameOf(stem, end, count);
		uses.set(keyOf(first), count + 1);
		if (count > 1 && uses.has(keyOf(name))) continue;
		if (count > 1) uses.set(keyOf(name), 2);
		return name;
	}
}

function nameOf(stem: string, end: string, count: number): string {
	const tail = `${end}${count === 1 ? '' : ` (${count})`}${EXTENSION}`;
	return cut(stem.replace(RESERVED, '_$&'), LONGEST - bytes(tail)) + tail;
}

function clean(text: string): string {
	return text
		.replace(FORBIDDEN, ' ')
		.replace(/\s+/g, ' ')
		.replace(/^[. ]+|[. ]+$/g, '');
}

function withoutExtension(name: string): string {
	return name.toLowerCase().endsWith(EXTENSION) ? name.slice(0, -EXTENSION.length) : name;
}

/** As many whole characters as fit into so many bytes. */
function cut(text: string, most: number): string {
	if (bytes(text) <= most) return text;
	let kept = '';
	for (const character of text) {
		if (bytes(kept + character) > most) break;
		kept += character;
	}
	return kept.trimEnd();
}

function bytes(text: string): number {
	return Buffer.byteLength(text, 'utf8');
}

/** Names that differ in case only are the same file on some systems. */
function keyOf(name: string): string {
	return name.toLowerCase();
}
