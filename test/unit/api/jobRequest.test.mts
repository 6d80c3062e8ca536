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
		/later/,
	],
	['', '1:00', '1:00', 'Predefined short 2 ends at 1:00, which is not after its start at 1:00', /later/],
	['', '0', '5:01', 'Predefined short 2 lasts 301 seconds, but Swiftia allows at most 300', /Shorten/],
	['', 0, 300.6, 'Predefined short 2 lasts 301 seconds, but Swiftia allows at most 300', /Shorten/],
	['', 'x', '1:00', 'Predefined short 2 has a start time of "x", which is not a time', /such as 75.5/],
	['', '0', '', 'Predefined short 2 has an end time of "", which is not a time', /such as 75.5/],
	['', '0', null, 'Predefined short 2 has an end time of null, which is not a time', /such as 75.5/],
	['', [1n], 1, 'Predefined short 2 has a start time of a list, which is not a time', /such as 75.5/],
	['', {}, 1, 'Predefined short 2 has a start time of an object, which is not a time', /such as 75.5/],
	['', 0, false, 'Predefined short 2 has an end time of false, which is not a time', /such as 75.5/],
	['', undefined, 1, 'Predefined short 2 has a start time of nothing, which is not a time', /such as 75.5/],
])('A short "%s" from %p to %p is refused', (title, start, end, message, hint) => {
	const error = thrownBy(() => job({ title: 'Fine', start: 0, end: 1 }, { title, start, end }));
	expect(error).toBeInstanceOf(SwiftiaError);
	expect(error).toMatchObject({ kind: 'badInput', message, hint: expect.stringMatching(hint) });
});

it.each([
	[{ youtubeVideoId: 'dQw4w9WgXcQ' }, 'dQw4w9WgXcQ', false],
	[{ youtubeVideoId: 'https://youtu.be/dQw4w9WgXcQ', webhook: 'https://x.test' }, 'dQw4w9WgXcQ', true],
	[{ youtubeVideoId: null, webhook: null }, null, true],
	[{}, null, false],
])('%j is for video %s, and says whom to call: %s', (body, video, isNamed) => {
	expect([requestedVideo(body), namesWebhook(body)]).toEqual([video, isNamed]);
});
