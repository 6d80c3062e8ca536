import { BadInput } from '../../nodes/Swiftia/api/badInput.js';
import { jobBody } from '../../nodes/Swiftia/api/jobRequest.js';
import { renderBody } from '../../nodes/Swiftia/api/renderRequest.js';
import { readTime } from '../../nodes/Swiftia/api/time.js';
import { videoIdOfUrl } from '../../nodes/Swiftia/api/video.js';

const ID = 'dQw4w9WgXcQ';

describe('A YouTube address', () => {
	it.each([
		`https://www.youtube.com/watch?v=${ID}`,
		`http://youtube.com/watch?list=PL1&v=${ID}&t=42s`,
		`https://m.youtube.com/watch?v=${ID}`,
		`https://music.youtube.com/watch?v=${ID}&si=abc`,
		`https://youtu.be/${ID}?t=3`,
		`youtu.be/${ID}`,
		`www.youtube.com/watch?v=${ID}`,
		`https://www.youtube.com/shorts/${ID}`,
		`https://www.youtube.com/live/${ID}?feature=share`,
		`https://www.youtube.com/embed/${ID}`,
		`https://www.youtube-nocookie.com/embed/${ID}`,
		`  https://youtu.be/${ID}  `,
	])('%s names the video', (url) => expect(videoIdOfUrl(url)).toBe(ID));

	it.each([
		'https://www.youtube.com/playlist?list=PL1',
		'https://www.youtube.com/@channel',
		'https://www.youtube.com/watch?v=short',
		`https://www.youtube.com.evil.com/watch?v=${ID}`,
		`https://evil.com/?u=https://youtu.be/${ID}`,
		`https://vimeo.com/${ID}`,
		`javascript:alert("${ID}")`,
		'https://youtu.be/',
		'not a url',
		'',
	])('%s names none', (url) => expect(videoIdOfUrl(url)).toBeUndefined());
});

describe('A time', () => {
	it.each([
		[0, 0],
		[75.5, 75.5],
		['75', 75],
		['0.22', 0.22],
		['1:15', 75],
		['01:15.5', 75.5],
		['75:00', 4500],
		['1:01:15', 3675],
		[' 2:03 ', 123],
	])('%j is %d seconds', (value, seconds) => expect(readTime(value)).toBe(seconds));

	it.each(['', 'soon', '1:75', '1:60:00', '-5', '1:2:3:4', '1,5', '1:', -1, NaN, Infinity])(
		'%j is none',
		(value) => expect(readTime(value)).toBeUndefined(),
	);
});

describe('The body of a job', () => {
	const job = (predefinedShorts: Parameters<typeof jobBody>[0]['predefinedShorts'] = []) =>
		jobBody({ functionName: 'VideoShorts', videoId: ID, predefinedShorts });

	it('has no options where Swiftia chooses', () =>
		expect(job()).toEqual({ functionName: 'VideoShorts', youtubeVideoId: ID }));

	it('has the shorts in seconds', () =>
		expect(job([{ title: 'A', start: '1:00', end: 90.5 }])).toEqual({
			functionName: 'VideoShorts',
			youtubeVideoId: ID,
			options: { predefinedShorts: [{ title: 'A', start: 60, end: 90.5 }] },
		}));

	it.each([
		['2:00', '1:00', /ends at 1:00, which is not after its start at 2:00/],
		['1:00', '1:00', /not after/],
		['0', '5:01', /lasts 301 seconds, and Swiftia takes 300 at most/],
		['x', '1:00', /start time of "x", which is not a time/],
		['0', '', /end time of "", which is not a time/],
	])('is not made of %s to %s', (start, end, says) => {
		expect(() => job([{ title: 'Mine', start, end }])).toThrow(BadInput);
		expect(() => job([{ title: 'Mine', start, end }])).toThrow(says);
	});

	it('takes a short of exactly 300 seconds', () =>
		expect(() => job([{ title: '', start: 0, end: 300 }])).not.toThrow());
});

describe('The body of a render', () => {
	const base = { jobId: 'j', target: 1, style: {} };

	it('has only what is set, so that a preset keeps its say', () => {
		expect(renderBody(base)).toEqual({ id: 'j', target: 1 });
		expect(renderBody({ ...base, style: { preset: 'VIRAL' } })).toEqual({
			id: 'j',
			target: 1,
			preset: 'VIRAL',
		});
		expect(renderBody({ ...base, target: 's1', style: { brandPresetId: 'b' } })).toEqual({
			id: 'j',
			target: 's1',
			brandPresetId: 'b',
		});
	});

	it('words the options as the API does', () =>
		expect(
			renderBody({
				...base,
				size: { width: 1080, height: 1920, name: '9:16' },
				maxWordsInPage: 3,
				waterMark: { waterMarkUrl: 'https://x/l.png', left: '10px', top: '', opacity: 0.5 },
				captionStyles: [{ property: 'color', value: '#fff', activeValue: '#ff0', activeDuration: 0.2 }],
				facePaddingFactor: 3.5,
				maxSpeakersToFocus: 1,
			}),
		).toEqual({
			id: 'j',
			target: 1,
			size: { width: 1080, height: 1920, name: '9:16' },
			options: {
				maxWordsInPage: 3,
				waterMark: { waterMarkUrl: 'https://x/l.png', left: '10px', opacity: '0.5' },
				style: [{ property: 'color', value: '#fff', active: { value: '#ff0', duration: 0.2 } }],
				director: { camera: { facePaddingFactor: 3.5 }, intelligence: { maxSpeakersToFocus: 1 } },
			},
		}));

	it('lays custom fields over it, into the depth', () =>
		expect(
			renderBody({
				...base,
				maxWordsInPage: 3,
				customFields: { type: 'shortVideo', options: { language: 'fr', maxWordsInPage: 4 } },
			}),
		).toEqual({ id: 'j', target: 1, type: 'shortVideo', options: { maxWordsInPage: 4, language: 'fr' } }));
});
