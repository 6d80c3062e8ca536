import { type FileNameParts, FileNames } from '../../../../nodes/Swiftia/actions/render/fileNames.js';

/** The names of these files, given out in their order. */
function fileNames(files: FileNameParts[]): string[] {
	const names = new FileNames(files.map(({ wanted }) => wanted));
	return files.map((one) => names.next(one));
}

const file = (more: Partial<FileNameParts> = {}): FileNameParts => ({
	wanted: '',
	title: null,
	shortId: null,
	renderId: 'r1',
	...more,
});

it.each<[string, Partial<FileNameParts>, string]>([
	['the title', { title: 'The best', shortId: '3' }, 'The best.mp4'],
	['the title, where no short is known', { title: 'The best' }, 'The best.mp4'],
	['the render, where nothing else is known', {}, 'r1.mp4'],
	['the render, where the title is no name', { title: ' ... ', shortId: '3' }, 'r1.mp4'],
	['the word short, where no ID is a name either', { renderId: '??' }, 'short.mp4'],
	['what was asked for', { wanted: 'mine', title: 'The best', shortId: '3' }, 'mine.mp4'],
	['what was asked for with its ending', { wanted: 'mine.MP4' }, 'mine.mp4'],
	['a name with another ending', { wanted: 'mine.mov' }, 'mine.mov.mp4'],
	['the title, where only an ending was asked for', { wanted: '.mp4', title: 'The best' }, 'The best.mp4'],
	['what was asked for, though a space follows', { wanted: 'mine.mp4 ' }, 'mine.mp4'],
	['a number', { wanted: '7' }, '7.mp4'],
	['without what a file system forbids', { wanted: 'a\\b/c:d*e?f"g<h>i|j' }, 'a b c d e f g h i j.mp4'],
	['without controls and line breaks', { wanted: 'a\u0000b\nc\u007fd' }, 'a b c d.mp4'],
	['without changes of direction', { wanted: 'a\u202egpj\u2066b' }, 'a gpj b.mp4'],
	['without half a character', { wanted: 'a\ud83db' }, 'a b.mp4'],
	['without dots and spaces at its ends', { wanted: ' ..a.b.. ' }, 'a.b.mp4'],
	['one that Windows does not keep', { wanted: 'con' }, '_con.mp4'],
	['one that Windows does not keep, with an ending', { wanted: 'LPT1.tar' }, '_LPT1.tar.mp4'],
	['one that only begins like one', { wanted: 'console' }, 'console.mp4'],
	['one that only ends like one', { wanted: 'xcon' }, 'xcon.mp4'],
	['a title that Windows keeps', { title: 'aux', shortId: '3' }, '_aux.mp4'],
])('A name is made of %s', (_, more, name) => expect(fileNames([file(more)])).toEqual([name]));

it.each<[string, Array<Partial<FileNameParts>>, string[]]>([
	[
		'by the ID of the short, where they were asked for alike',
		[
			{ wanted: 'A', shortId: '1' },
			{ wanted: 'a', shortId: '2' },
			{ wanted: 'b', shortId: '3' },
		],
		['A 1.mp4', 'a 2.mp4', 'b.mp4'],
	],
	[
		'by the ID of the render, where no short is known',
		[{ wanted: 'a' }, { wanted: 'a', renderId: 'r2' }],
		['a r1.mp4', 'a r2.mp4'],
	],
	[
		'by the ID of the short, where a title is taken',
		[
			{ title: 'T', shortId: '1' },
			{ title: 't', shortId: '2' },
			{ title: 'T', shortId: '../3' },
			{ title: 'U', shortId: '4' },
		],
		['T.mp4', 't 2.mp4', 'T 3.mp4', 'U.mp4'],
	],
	[
		'by the ID of the short, where a title is the name that another one was asked for',
		[
			{ title: 'T', shortId: '1' },
			{ wanted: 'T', shortId: '2' },
		],
		['T.mp4', 'T 2.mp4'],
	],
	[
		'by a number, where a title and an ID are taken',
		[
			{ title: 'T', shortId: '1' },
			{ title: 'T', shortId: '1' },
			{ title: 'T', shortId: '1' },
			{ title: 'T 1', shortId: '5' },
		],
		['T.mp4', 'T 1.mp4', 'T 1 (2).mp4', 'T 1 5.mp4'],
	],
	[
		'by a number, where nothing else tells them apart',
		[{ title: 'a' }, { title: 'A' }, { title: 'a' }],
		['a.mp4', 'A (2).mp4', 'a (3).mp4'],
	],
	[
		'by a number, where one is asked for as another comes out',
		[{ wanted: 'a 1' }, { wanted: 'a', shortId: '1' }, { wanted: 'a', shortId: '1' }],
		['a 1.mp4', 'a 1 (2).mp4', 'a 1 (3).mp4'],
	],
])('No two names are alike: told apart %s', (_, files, names) =>
	expect(fileNames(files.map(file))).toEqual(names),
);

it.each<[string, Partial<FileNameParts>, string]>([
	['a title', { title: 'é'.repeat(150), shortId: 'abc' }, `${'é'.repeat(98)}.mp4`],
	['a title of signs in four bytes', { title: '😀'.repeat(60) }, `${'😀'.repeat(49)}.mp4`],
	['the ID of a render', { renderId: 'r'.repeat(300) }, `${'r'.repeat(80)}.mp4`],
	['at a space', { title: `${'a'.repeat(195)} bc` }, `${'a'.repeat(195)}.mp4`],
	['a name that just fits: not', { wanted: 'a'.repeat(196) }, `${'a'.repeat(196)}.mp4`],
])('A name has at most 200 bytes of UTF-8; cut is %s', (_, more, name) => {
	expect(fileNames([file(more)])).toEqual([name]);
	expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
});

it('A name with an ID has at most 200 bytes of UTF-8 as well', () => {
	const shortId = 'x'.repeat(90);
	const names = fileNames(
		['T', 'é'].flatMap((sign) => [1, 2].map(() => file({ title: sign.repeat(300), shortId }))),
	);
	expect(names).toEqual([
		`${'T'.repeat(196)}.mp4`,
		`${'T'.repeat(115)} ${'x'.repeat(80)}.mp4`,
		`${'é'.repeat(98)}.mp4`,
		`${'é'.repeat(57)} ${'x'.repeat(80)}.mp4`,
	]);
});

it('A name that was asked for several renders of one item is told apart for each of them', () => {
	const names = new FileNames(['mine']);
	const given = ['1', '2'].map((shortId) => names.next(file({ wanted: 'mine', shortId }), true));
	expect(given).toEqual(['mine 1.mp4', 'mine 2.mp4']);
});
