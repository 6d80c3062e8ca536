import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { toId } from '../../nodes/Swiftia/api/id.js';
import { PATHS } from '../../nodes/Swiftia/api/paths.js';
import { isVideoId, videoIdOfUrl } from '../../nodes/Swiftia/api/video.js';
import { judgeRedirect } from '../../nodes/Swiftia/transport/redirect.js';
import './runs.mts';
import { anyText, anyValue } from './values.mts';

const videoId = fc.stringMatching(/^[A-Za-z0-9_-]{10}[AEIMQUYcgkosw048]$/);
const host = fc.constantFrom(
	'app.test',
	'APP.test',
	'app.test:443',
	'app.test:8443',
	'evil.test',
	'x.app.test',
	'app.test.evil.test',
	'app.test@evil.test',
	'[::1]',
);
const path = fc.oneof(fc.constantFrom('', '/', '/api/jobs/', '/..//x', '/\\evil.test'), fc.webPath());
const location = fc.oneof(
	anyText,
	fc.webUrl({ withQueryParameters: true, withFragments: true }),
	fc
		.tuple(
			fc.constantFrom(
				'https://',
				'http://',
				'//',
				'///',
				'\\\\',
				'/\\',
				'https:',
				'https:/',
				' https://',
				'javascript:',
				'data:',
				'',
			),
			host,
			path,
			fc.constantFrom('', '?key=1', '#x'),
		)
		.map((parts) => parts.join('')),
);

it('a redirect never leads to another origin with the key, and a POST follows 307 and 308 only', () =>
	fc.assert(
		fc.property(
			fc.constantFrom('GET', 'POST'),
			fc.constantFrom(301, 302, 303, 307, 308),
			location,
			fc.constantFrom('https://app.test/api/jobs', 'http://app.test:3000/api/render/1?x=1'),
			fc.nat(5),
			(method, status, to, url, followed) => {
				const judged = judgeRedirect(method, { status, location: to, url, followed });
				if ('follow' in judged) {
					assert.equal(new URL(judged.follow).origin, new URL(url).origin);
					assert.ok(followed < 3);
					if (method === 'POST') assert.ok(status === 307 || status === 308);
				} else if (judged.refuse !== undefined) {
					assert.doesNotMatch(judged.refuse, /[?#]|key=/);
				}
			},
		),
	));

it('what is found in an address is a video ID, and nothing else is', () =>
	fc.assert(
		fc.property(fc.oneof(anyText, fc.webUrl(), location), (text) => {
			const found = videoIdOfUrl(text);
			assert.ok(found === undefined || isVideoId(found));
		}),
	));

it('a video ID is found in every form of its address', () =>
	fc.assert(
		fc.property(
			videoId,
			fc.constantFrom('https://', 'http://', 'HTTPS://', ''),
			fc.constantFrom(
				'www.youtube.com/watch?v=',
				'm.youtube.com/watch?a=b&v=',
				'youtu.be/',
				'youtube.com/shorts/',
				'music.youtube.com/live/',
				'www.youtube-nocookie.com/embed/',
			),
			fc.constantFrom('', '#t', ' '),
			(id, scheme, form, end) => assert.equal(videoIdOfUrl(`${scheme}${form}${id}${end}`), id),
		),
	));

it('a video ID is found on no other host', () =>
	fc.assert(
		fc.property(videoId, fc.domain(), fc.constantFrom('/watch?v=', '/shorts/', '/'), (id, domain, way) => {
			fc.pre(!/(^|\.)(youtube\.com|youtu\.be|youtube-nocookie\.com)$/.test(domain));
			assert.equal(videoIdOfUrl(`https://${domain}${way}${id}`), undefined);
			assert.equal(videoIdOfUrl(`https://youtube.com.${domain}${way}${id}`), undefined);
		}),
	));

it('an ID names one job and one render, below their own path', () =>
	fc.assert(
		fc.property(fc.oneof(anyText, anyValue, fc.stringMatching(/^[./\\%2eE?#]{1,6}$/)), (value) => {
			const id = toId(value);
			if (id === undefined) return;
			for (const [folder, below] of [
				['/api/jobs/', PATHS.job(id)],
				['/api/render/', PATHS.render(id)],
			] as const) {
				const { pathname, search, hash } = new URL(`https://app.test/api${below}`);
				assert.ok(pathname.startsWith(folder));
				assert.equal(decodeURIComponent(pathname.slice(folder.length)), id);
				assert.equal(search + hash, '');
			}
		}),
	));
