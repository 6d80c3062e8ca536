import { isVideoId, videoIdOfUrl } from '../../../nodes/Swiftia/api/video.js';

const ID = 'dQw4w9WgXcQ';

it.each([
	`https://www.youtube.com/watch?v=${ID}`,
	`http://youtube.com/watch?list=PL1&v=${ID}&t=42s`,
	`https://m.youtube.com/watch?v=${ID}`,
	`https://music.youtube.com/watch?v=${ID}&si=abc`,
	`https://youtu.be/${ID}?t=3`,
	`https://youtu.be/${ID}/more`,
	`https://www.youtu.be/${ID}`,
	`youtu.be/${ID}`,
	`HTTPS://YOUTU.BE/${ID}`,
	`www.youtube.com/watch?v=${ID}`,
	`https://www.youtube.com/shorts/${ID}`,
	`https://www.youtube.com/live/${ID}?feature=share`,
	`https://www.youtube.com/embed/${ID}/more`,
	`https://www.youtube.com/v/${ID}`,
	`https://www.youtube.com/e/${ID}`,
	`https://www.youtube-nocookie.com/embed/${ID}`,
	`  https://youtu.be/${ID}  `,
])('%s names the video', (url) => expect(videoIdOfUrl(url)).toBe(ID));

it.each([
	'https://www.youtube.com/playlist?list=PL1',
	`https://www.youtube.com/playlist?v=${ID}`,
	`https://www.youtube.com/@channel/shorts/${ID}`,
	'https://www.youtube.com/watch?v=short',
	'https://www.youtube.com/watch',
	'https://www.youtube.com/shorts/',
	`https://www.youtube.com.evil.com/watch?v=${ID}`,
	`https://evil-youtube.com/watch?v=${ID}`,
	`https://www.x.youtube.com/watch?v=${ID}`,
	`https://evil.com/?u=https://youtu.be/${ID}`,
	`https://vimeo.com/${ID}`,
	`https://vimeo.com/watch?v=${ID}`,
	`ftp://youtu.be/${ID}`,
	`xhttp://youtu.be/${ID}`,
	`httpss://youtu.be/${ID}`,
	`a+b-c.d1://youtu.be/${ID}`,
	`javascript:alert("${ID}")`,
	'https://youtu.be/',
	`https://youtu.be/x/${ID}`,
	'not a url',
	ID,
	'',
])('%s names none', (url) => expect(videoIdOfUrl(url)).toBeUndefined());

it.each([
	[ID, true],
	['-_aZ09-_aZ0', true],
	[`${ID}x`, false],
	[ID.slice(1), false],
	['dQw4w9WgXc!', false],
	['', false],
])('Whether "%s" is a video ID: %s', (value, is) => expect(isVideoId(value)).toBe(is));
