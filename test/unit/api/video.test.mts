import {
	isVideoId,
	namedVideo,
	toVideoId,
	videoIdOfUrl,
	videosIn,
} from '../../../nodes/Swiftia/api/video.js';

const ID = 'dQw4w9WgXcQ';
const OTHER = 'aaaaaaaaaaA';

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
	['video-id-a0', true],
	['dQw4w9WgXcR', false],
	['aaaaaaaaaa_', false],
	['Unavailable', false],
	['PLACEHOLDER', false],
	['live_stream', false],
	['videoseries', false],
	['In-progress', false],
	['12345678900', false],
	['in_progress', false],
	[`${ID}\n`, false],
	[`${ID}x`, false],
	[ID.slice(1), false],
	['dQw4w9WgXc!', false],
	['', false],
])('Whether "%s" is a video ID: %s', (value, is) => expect(isVideoId(value)).toBe(is));

describe('The one address in a text is taken', () => {
	const watch = `https://www.youtube.com/watch?v=${ID}`;
	const short = `https://youtu.be/${ID}`;
	const encoded = encodeURIComponent(`/watch?v=${ID}&feature=share`);
	it.each([
		['an attribution link', `https://www.youtube.com/attribution_link?a=x&u=${encoded}`],
		[
			'an attribution link that begins with its target',
			`https://www.youtube.com/attribution_link?u=${encoded}&a=x`,
		],
		['an attribution link as it was typed', `https://www.youtube.com/attribution_link?u=/watch?v=${ID}`],
		[
			'an attribution link to a whole address',
			`https://www.youtube.com/attribution_link?u=${encodeURIComponent(watch)}`,
		],
		[
			'an attribution link to a whole address as it is',
			`https://www.youtube.com/attribution_link?a=x&u=${watch}`,
		],
		[
			'an encoded attribution link',
			encodeURIComponent(`https://www.youtube.com/attribution_link?u=${encoded}`),
		],
		[
			'the page that embeds it',
			`${watch}&embeds_referring_euri=${encodeURIComponent('https://example.com/a')}`,
		],
		['a field with its origin', `${watch}&origin=https://example.com&ref=https://example.org/x?t=1`],
		['a field with YouTube as its origin', `${watch}&origin=https://www.youtube.com`],
		['a slash after the ID', `${watch}/`],
		['youtu.be with a page', `https://youtu.be/watch?v=${ID}`],
		['a second question mark', `${watch}?t=5`],
		['a third', `${short}?si=x?t=5`],
		['an ampersand after the ID', `${short}&t=5`],
		['an encoded ampersand', `${watch}%26t%3D5`],
		['the page vi', `https://www.youtube.com/vi/${ID}`],
		['the page v with an ampersand', `https://www.youtube.com/v/${ID}&hl=en_US&fs=1`],
		['the page watch with the ID', `https://www.youtube.com/watch/${ID}`],
		['the page watch with a slash', `https://www.youtube.com/watch/?v=${ID}`],
		['a field vi', `https://www.youtube.com/watch?vi=${ID}`],
		['pages in capitals', `https://WWW.YouTube.com/SHORTS/${ID}`],
		['the home page with a video', `youtube.com/?v=${ID}`],
		['an old mobile address', `https://m.youtube.com/#/watch?v=${ID}`],
		['a video in a list', `${watch}&list=PLabcdefghij&index=2`],
		['an entity', `https://www.youtube.com/watch?feature=share&amp;v=${ID}&#038;t=3`],
		['an entity of an entity', `https://www.youtube.com/watch?a=b&amp;amp;v=${ID}`],
		['HTML', `<a href="${watch}">${watch}</a>`],
		['HTML as text', `&lt;a href=&quot;${watch}&quot;&gt;the video&lt;/a&gt;`],
		[
			'an embedded player',
			`<iframe width="560" src="//www.youtube.com/embed/${ID}?rel=0" allow="autoplay"></iframe>`,
		],
		['angle brackets', `<${short}>`],
		['a Slack link', `<${short}|The video>`],
		['a Slack link that shows its address', `<${short}|youtu.be/${ID}>`],
		['a Markdown link', `[The video (new)](${short})`],
		['a Markdown link that shows its address', `[${short}](${short} "The video")`],
		['Markdown stars', `**${short}**`],
		['Markdown underscores', `_${short}_`],
		['quotes', `"${short}"`],
		['typographic quotes', `\u201c${short}\u201d`],
		['other quotes', `'${short}',`],
		['guillemets', `\u00ab\u00a0${short}\u00a0\u00bb`],
		['a full stop', `Look at ${short}.`],
		['a question', `(Have you seen ${watch}?!)`],
		['an ellipsis', `${short}\u2026`],
		['percent-encoding', encodeURIComponent(watch)],
		['an encoded space at the end', `${short}%20`],
		['a title, as phones share it', `AC/DC - T.N.T. (Node.js/Vue) 100% 24/7 \u{1f3ac}\ufe0f ${short}?si=abc`],
		['words after', `${watch} progression of a song, at 1:15`],
		['a line before', `Re:Zero\r\n${watch}\r\n`],
		['the same address twice', `${short}\n${short}`],
		['the same video twice', `${short}, ${watch}&t=3`],
		['the home page beside it', `On YouTube.com https://www.youtube.com/ ${short}`],
		['a language without spaces', `\u3053\u308c${short}\u3067\u3059\u3002`],
		['a label', `URL:${short}`],
		['a list', `- ${short}`],
		['a number of a list', `1.${short}`],
		['a mark of byte order', `\ufeff${short}`],
		['what nobody sees', `\u2066https://you\u200btu.be/dQw4\u00adw9WgXcQ\u2069`],
		['a space that does not break', `\u00a0${short}\u00a0`],
		['control characters', `${short}\u0000`],
		['addresses in JSON', `https:\\/\\/www.youtube.com\\/watch?v\\u003d${ID}\\u0026t=4`],
		['addresses for a shell', `https://www.youtube.com/watch\\?v\\=${ID}\\&t=4`],
		['no scheme', `Watch youtu.be/${ID} now`],
		['the usual port', `https://www.youtube.com:443/watch?v=${ID}`],
	])('%s', (_, text) => expect(videoIdOfUrl(text)).toBe(ID));
});

describe('None is taken of', () => {
	const short = `https://youtu.be/${ID}`;
	const other = `https://youtu.be/${OTHER}`;
	it.each([
		['two lines', `${short}\n${other}`],
		['two with a query', `${short}?t=1\n${other}?t=2`],
		['two with a comma', `${short}?t=1,${other}`],
		['two with a semicolon', `${short}?t=1;${other}`],
		['two with nothing between', `${short}${other}`],
		['two with a bar', `${short}|${other}`],
		['two encoded', encodeURIComponent(`${short},${other}`)],
		['two without a scheme', `youtu.be/${ID}?t=1,youtu.be/${OTHER}`],
		['two in a language without spaces', `youtu.be/${ID}\u3068youtu.be/${OTHER}`],
		['a break in letters between', `${short}?t=1\\n${other}`],
		['a link that shows another', `[${short}](${other})`],
		['a list of IDs', `${short},${OTHER}`],
		['a second video in the query', `https://www.youtube.com/watch?v=${ID}&v=${OTHER}`],
		['a second video after a question mark', `https://www.youtube.com/watch?v=${ID}?v=${OTHER}`],
		['a second video after the path', `https://www.youtube.com/shorts/${ID}?v=${OTHER}`],
		['an address in the query', `https://www.youtube.com/watch?v=${ID}&url=${other}`],
		[
			'an attribution link of two',
			`https://www.youtube.com/attribution_link?u=/watch?v=${ID}&u=/watch?v=${OTHER}`,
		],
		['a channel beside it', `${short} https://www.youtube.com/@channel`],
		['a playlist beside it', `${short} youtube.com/playlist?list=PL1`],
		['another site beside it', `${short} https://example.com/`],
		['another site without a scheme', `${short} vimeo.com/1`],
		['another address with www', `${short} www.example.shop`],
		['an address that is cut', `https://youtu.be/dQw4w9\u2026 ${short}`],
		['a playlist in a player', 'https://www.youtube.com/embed/videoseries?list=PL1'],
		['a channel in a player', 'https://www.youtube.com/embed/live_stream?channel=UC1'],
		['a word as a video', 'https://www.youtube.com/watch?v=videoseries'],
		['an ID that cannot be', 'https://youtu.be/dQw4w9WgXcR'],
		['an ID that goes on', `https://youtu.be/${ID}\u00e9`],
		['an ID of twelve', `https://www.youtube.com/watch?v=${ID}A`],
		['an empty video and one', `https://www.youtube.com/watch?v=&v=${ID}`],
		['several videos', `https://www.youtube.com/watch_videos?video_ids=${ID}`],
		['user info', `https://user@youtube.com/watch?v=${ID}`],
		['user info without a scheme', `user@youtube.com/watch?v=${ID}`],
		['another host after user info', `https://youtube.com@evil.example/watch?v=${ID}`],
		['another host after a backslash', `https://evil.example\\@youtu.be/${ID}`],
		['a host that goes on', `https://youtube.com.evil.example/watch?v=${ID}`],
		['a host with something before', `https://notyoutube.com/watch?v=${ID}`],
		['a host with something before that is no letter', `https://x-youtu.be/${ID}`],
		['a host in another alphabet', `https://\u0443outube.com/watch?v=${ID}`],
		['a host with an accent', `https://\u00e9youtube.com/watch?v=${ID}`],
		['another port', `https://youtube.com:8080/watch?v=${ID}`],
		['another scheme', `ftp://youtu.be/${ID}`],
		['a scheme before the scheme', `javascript:https://youtu.be/${ID}`],
		['a script', `javascript:alert("https://youtu.be/${ID}")`],
		['the source of a page', `view-source:https://youtu.be/${ID}`],
		['an app', `vnd.youtube://${ID}`],
		['data', `data:text/html,<a href="https://youtu.be/${ID}">`],
		['an address with another video in a field', `https://youtu.be/${ID}?next=https://youtu.be/9bZkp7q19f0`],
		['a redirect of another site', `https://example.com/?u=${encodeURIComponent(short)}`],
		['a redirect of YouTube', `https://www.youtube.com/redirect?q=${encodeURIComponent(short)}`],
		[
			'an attribution link to another site',
			`https://www.youtube.com/attribution_link?u=https%3A%2F%2Fexample.com%2Fwatch%3Fv%3D${ID}`,
		],
		['an address that is encoded twice', encodeURIComponent(encodeURIComponent(short))],
		['half a character', `https://youtu.be/\ud800${ID}`],
		['a malformed percent', `https://youtu.be/%${ID}`],
		['a number', '12345678900'],
	])('%s', (_, text) => expect(videoIdOfUrl(text)).toBeUndefined());
});

it('takes an ID that Markdown escaped', () =>
	expect(videoIdOfUrl('https://youtu.be/a\\_aaaaaaaaA')).toBe('a_aaaaaaaaA'));

it('tells the videos of a text, each once, and that there are other addresses', () =>
	expect(
		videosIn(
			`https://youtu.be/${ID} youtu.be/${OTHER} https://youtu.be/${ID}?t=1 https://a.test https://b.test`,
		),
	).toEqual([ID, OTHER, undefined]));

it.each([
	[ID, ID],
	[` ${ID}\u200b`, ID],
	[`https://youtu.be/${ID}`, ID],
	['In-progress', undefined],
	[`${ID} ${OTHER}`, undefined],
	[5, undefined],
	[null, undefined],
])('%j says the video %s', (value, id) => expect(toVideoId(value)).toBe(id));

it.each([
	[{ videoId: ID }, ID],
	[{ videoId: 'PLACEHOLDER', videoUrl: `https://youtu.be/${ID}` }, ID],
	[{ videoUrl: ID }, null],
	[{ videoUrl: 12_345_678_904 }, null],
	[{}, null],
])('%j names the video %s', (fields, id) => expect(namedVideo(fields)).toBe(id));

// Whatever a part of it is repeated, it stays far below a second.
it.each(
	[
		'a',
		'[',
		'.',
		'-',
		'https://',
		'youtu.be/',
		'%41',
		'&amp;',
		'&#0',
		'\\',
		'//',
		'.com',
		'www.',
		'\u200b',
		'{"',
	].concat(`https://youtu.be/${ID} `, 'https://www.youtube.com/attribution_link?u=', 'javascript'),
)('100 kB of %j are read at once', (part) => {
	const began = performance.now();
	videosIn(`${part.repeat(100_000 / part.length)}\u0001x`);
	expect(performance.now() - began).toBeLessThan(1000);
});
