import {
	jobBody,
	namesWebhook,
	type PredefinedShort,
	requestedVideo,
} from '../../../nodes/Swiftia/api/jobRequest.js';
import { SwiftiaError } from '../../../nodes/Swiftia/api/swiftiaError.js';
import { thrownBy } from '../thrownBy.mts';

const ID = 'dQw4w9WgXcQ';
const job = (...predefinedShorts: PredefinedShort[]) =>
	jobBody({ functionName: 'VideoShorts', videoId: ID, predefinedShorts });

it('has no options where Swiftia chooses the shorts', () =>
	expect(job()).toEqual({ functionName: 'VideoShorts', youtubeVideoId: ID }));

it('has the shorts in seconds, in their order', () =>
	expect(job({ title: 'A', start: '1:00', end: 90.5 }, { title: '', start: 0, end: 300 })).toEqual({
		functionName: 'VideoShorts',
		youtubeVideoId: ID,
		options: {
			predefinedShorts: [
				{ title: 'A', start: 60, end: 90.5 },
				{ title: '', start: 0, end: 300 },
			],
		},
	}));

it.each([
	[
		'Mine',
		'2:00',
		'1:00',
		'Predefined short 2 ("Mine") ends at 1:00, which is not after its start at 2:00',
		/after the start/,
	],
	[
		'',
		'1:00',
		'1:00',
		'Predefined short 2 ends at 1:00, which is not after its start at 1:00',
		/after the start/,
	],
	['', '0', '5:01', 'Predefined short 2 lasts 301 seconds, but Swiftia allows at most 300', /Shorten/],
	['', 0, 300.6, 'Predefined short 2 lasts 300.6 seconds, but Swiftia allows at most 300', /Shorten/],
	[
		'',
		'0:00',
		'5:00.001',
		'Predefined short 2 lasts 300.001 seconds, but Swiftia allows at most 300',
		/Shorten/,
	],
	['', 0, 0.9994, 'Predefined short 2 lasts from 0 to 0.9994, which is less than 1 second', /as text/],
	[
		'',
		0.0006,
		'0.0012',
		'Predefined short 2 lasts from 0.0006 to 0.0012, which is less than 1 second',
		/Use seconds.*as text/,
	],
	[
		'',
		45_123.0006,
		45_123.0012,
		'Predefined short 2 has a start time of 45123.0006, which is half a day or more',
		/as text/,
	],
	[
		'',
		'12:00:00',
		'12:00:30',
		'Predefined short 2 has a start time of "12:00:00", which is half a day or more',
		/as text/,
	],
	['', 43_200, 'x', 'Predefined short 2 has an end time of "x", which is not a time', /Use seconds/],
	[
		'',
		'1\u200bx',
		9,
		'Predefined short 2 has a start time of "1\\u200bx", which is not a time',
		/Use seconds/,
	],
	['', 'x', '1:00', 'Predefined short 2 has a start time of "x", which is not a time', /Use seconds/],
	['', '0', '', 'Predefined short 2 has an end time of "", which is not a time', /Use seconds/],
	['', '0', null, 'Predefined short 2 has an end time of null, which is not a time', /Use seconds/],
	['', [1n], 1, 'Predefined short 2 has a start time of a list, which is not a time', /Use seconds/],
	['', {}, 1, 'Predefined short 2 has a start time of an object, which is not a time', /Use seconds/],
	['', 0, false, 'Predefined short 2 has an end time of false, which is not a time', /Use seconds/],
	['', undefined, 1, 'Predefined short 2 has a start time of nothing, which is not a time', /Use seconds/],
])('A short "%s" from %p to %p is refused', (title, start, end, message, hint) => {
	const error = thrownBy(() => job({ title: 'Fine', start: 0, end: 1 }, { title, start, end }));
	expect(error).toBeInstanceOf(SwiftiaError);
	expect(error).toMatchObject({ kind: 'badInput', message, hint: expect.stringMatching(hint) });
});

it('counts in whole milliseconds: exactly 300 seconds fit at every start, and exactly one', () => {
	for (let tenths = 0; tenths < 36_000; tenths++) {
		const [start, end] = [tenths / 10, (tenths + 3000) / 10];
		expect(job({ title: '', start, end }).options).toEqual({ predefinedShorts: [{ title: '', start, end }] });
	}
	expect(job({ title: '', start: '3:32.2', end: '8:32.2' }).options).toEqual({
		predefinedShorts: [{ title: '', start: 212.2, end: 512.2 }],
	});
	expect(job({ title: '', start: '0:01.1', end: '2,1'.replace(',', '.') }).options).toEqual({
		predefinedShorts: [{ title: '', start: 1.1, end: 2.1 }],
	});
});

it('sends seconds of three decimals', () =>
	expect(job({ title: '', start: 1.23456, end: 43_199 - 43_100.00049 }).options).toEqual({
		predefinedShorts: [{ title: '', start: 1.235, end: 99 }],
	}));

it('calls a short what whoever read it calls it', () =>
	expect(thrownBy(() => job({ title: 'A', start: 2, end: 1, name: "Entry 1 of 'List'" }))).toMatchObject({
		message: `Entry 1 of 'List' ("A") ends at 1, which is not after its start at 2`,
	}));

it.each([
	[{ youtubeVideoId: 'In-progress' }, null, false],
	[{ youtubeVideoId: 'https://youtu.be/dQw4w9WgXcQ https://youtu.be/aaaaaaaaaaA' }, null, false],
	[{ youtubeVideoId: 'dQw4w9WgXcQ' }, 'dQw4w9WgXcQ', false],
	[{ youtubeVideoId: 'https://youtu.be/dQw4w9WgXcQ', webhook: 'https://x.test' }, 'dQw4w9WgXcQ', true],
	[{ youtubeVideoId: null, webhook: null }, null, true],
	[{}, null, false],
])('%j is for video %s, and says whom to call: %s', (body, video, isNamed) => {
	expect([requestedVideo(body), namesWebhook(body)]).toEqual([video, isNamed]);
});
