import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { readPredefinedShorts } from '../../nodes/Swiftia/actions/job/predefinedShorts.js';
import { readVideoId } from '../../nodes/Swiftia/actions/job/video.js';
import { checkValue } from '../../nodes/Swiftia/actions/parameters/checkValue.js';
import { Parameters } from '../../nodes/Swiftia/actions/parameters/parameters.js';
import { jobBody } from '../../nodes/Swiftia/api/jobRequest.js';
import { SwiftiaError } from '../../nodes/Swiftia/api/swiftiaError.js';
import { readTime } from '../../nodes/Swiftia/api/time.js';
import './runs.mts';
import { anyJson, anyText, anyValue } from './values.mts';

/** The parameters of an item that holds these values. */
function parametersOf(values: Record<string, unknown>): Parameters {
	const getNodeParameter = (name: string, _: number, unset: unknown, { extractValue = false } = {}) => {
		const value = Object.hasOwn(values, name) ? values[name] : unset;
		return extractValue && typeof value === 'object' ? (value as { value: unknown }).value : value;
	};
	return new Parameters({ getNodeParameter } as unknown as IExecuteFunctions, 0);
}

/** What the act gives, or the message of its refusal. */
function outcomeOf<T>(act: () => T): { given: T } | { refusal: string } {
	try {
		return { given: act() };
	} catch (error) {
		assert.ok(error instanceof SwiftiaError, String(error));
		assert.equal(error.kind, 'badInput');
		assert.notEqual(error.hint, '');
		return { refusal: error.message };
	}
}

const startOf = (text: string) => (/^[ -~]*/.exec(text.trim())?.[0] ?? '').slice(0, 20);

describe('Video', () => {
	const videoOf = (mode: 'id' | 'url', value: string) =>
		outcomeOf(() => readVideoId(parametersOf({ video: { __rl: true, mode, value } })));
	const isUnlike = (id: string) => !/^(videoseries|in[-_]progress)$/i.test(id);
	const id = fc.stringMatching(/^[\w-]{10}[AEIMQUYcgkosw048]$/).filter(isUnlike);

	// Forms of an address and what may stand around one, each written down as YouTube, chats and sheets have it.
	const form = fc.constantFrom<(id: string) => string>(
		(one) => `https://www.youtube.com/watch?v=${one}`,
		(one) => `http://youtube.com/watch?feature=share&v=${one}&t=42s`,
		(one) => `https://m.youtube.com/watch?v=${one}&list=PL123&index=4`,
		(one) => `https://youtu.be/${one}?si=AbCdEfGhIjK`,
		(one) => `youtu.be/${one}`,
		(one) => `https://youtu.be/${one}?t=5?x=1`,
		(one) => `https://youtu.be/watch?v=${one}`,
		(one) => `https://www.youtube.com/shorts/${one}?feature=share`,
		(one) => `https://www.youtube.com/live/${one}`,
		(one) => `https://www.youtube.com/vi/${one}/0.jpg`,
		(one) => `https://www.youtube.com/watch/${one}`,
		(one) => `www.youtube.com/embed/${one}?rel=0`,
		(one) => `https://www.youtube.com/watch?a=b&amp;v=${one}&amp;t=1`,
		(one) => `https://www.youtube.com/attribution_link?a=x&u=%2Fwatch%3Fv%3D${one}%26feature%3Dshare`,
		(one) => encodeURIComponent(`https://www.youtube.com/watch?v=${one}`),
	);
	const wrapping = fc.constantFrom<(url: string) => string>(
		(url) => url,
		(url) => `<${url}>`,
		(url) => `<${url}|A title, with words>`,
		(url) => `[${url}](${url})`,
		(url) => `[A title](${url} "more")`,
		(url) => `"${url}"`,
		(url) => `“${url}”.`,
		(url) => `(${url})!`,
		(url) => `\u200b${url}\ufeff`,
		(url) => `<a href="${url}">here</a>`,
	);
	const word = fc.constantFrom(
		'Watch',
		'this:',
		'100%',
		'AC/DC',
		'Node.js/Vue',
		'progression',
		'dQw4w9WgXcQ',
		'🎬',
		'#shorts',
		'-',
		'me@example.com',
		'1:15',
	);
	const between = fc.constantFrom(' ', '\n', '\r\n', '\t', '\u00a0', ', ', ' | ');
	const address = fc
		.tuple(id, form, wrapping)
		.map(([one, write, wrap]) => ({ id: one, text: wrap(write(one)) }));
	const otherAddress = fc.constantFrom(
		'https://example.com/',
		'https://vimeo.com/123456',
		'https://www.youtube.com/@channel',
		'https://www.youtube.com/playlist?list=PL123',
		'https://www.youtube.com/embed/videoseries?list=PL123',
		'https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ',
		'https://user@youtube.com/watch?v=dQw4w9WgXcQ',
		'ftp://youtu.be/dQw4w9WgXcQ',
		'www.example.com',
		'https://youtu.be/dQw4w9WgXcR',
	);
	const prose = (parts: fc.Arbitrary<string[]>) =>
		fc
			.tuple(
				fc.array(word, { maxLength: 3 }),
				parts,
				fc.array(word, { maxLength: 3 }),
				fc.infiniteStream(between),
			)
			.map(([before, middle, after, gaps]) => {
				const [first = '', ...others] = [...before, ...middle, ...after];
				return others.reduce((text, part) => text + String(gaps.next().value) + part, first);
			});

	it('is the one whose address stands in the text, whatever is around it', () =>
		fc.assert(
			fc.property(
				address.chain((one) => fc.tuple(fc.constant(one.id), prose(fc.constant([one.text])))),
				fc.constantFrom('id' as const, 'url' as const),
				([expected, text], mode) => assert.deepEqual(videoOf(mode, text), { given: expected }),
			),
		));

	it('is none where there are two addresses, and both can be read in the message', () =>
		fc.assert(
			fc.property(
				fc
					.tuple(
						address,
						fc.oneof(
							address,
							otherAddress.map((text) => ({ id: '', text })),
						),
					)
					.filter(([one, other]) => one.id !== other.id)
					.chain(([one, other]) => prose(fc.shuffledSubarray([one.text, other.text], { minLength: 2 }))),
				fc.constantFrom('id' as const, 'url' as const),
				(text, mode) => {
					const outcome = videoOf(mode, text);
					assert.ok('refusal' in outcome, JSON.stringify(outcome));
					assert.ok(outcome.refusal.includes(startOf(text)));
					assert.match(outcome.refusal, /several addresses/);
				},
			),
		));

	it('is none where there is no address of one', () =>
		fc.assert(
			fc.property(prose(fc.array(otherAddress, { maxLength: 1 })), (text) => {
				const outcome = videoOf('url', text);
				const isEmpty = text.trim() === '';
				assert.ok('refusal' in outcome, JSON.stringify(outcome));
				assert.ok(outcome.refusal.includes(isEmpty ? 'empty' : startOf(text)));
			}),
		));

	it('is never a bare word by URL, and by ID only what can be one', () =>
		fc.assert(
			fc.property(fc.oneof(anyText, id, fc.stringMatching(/^[\w-]{11}$/)), (text) => {
				assert.ok('refusal' in videoOf('url', text));
				const byId = videoOf('id', text);
				if ('given' in byId) assert.match(text, /[\w-]{10}[AEIMQUYcgkosw048]/);
				else if (/^[\w-]{10}[AEIMQUYcgkosw048]$/.test(text)) assert.ok(!isUnlike(text));
			}),
		));
});

describe('Times', () => {
	const two = (part: number) => String(part).padStart(2, '0');
	const parts = fc.record({ h: fc.nat(11), m: fc.nat(59), s: fc.nat(59), ms: fc.nat(999) });
	const writing = fc.constantFrom<(time: { h: number; m: number; s: number; ms: number }) => string>(
		({ h, m, s, ms }) => `${two(h)}:${two(m)}:${two(s)},${String(ms).padStart(3, '0')}`,
		({ h, m, s, ms }) => `${h}:${two(m)}:${two(s)}.${String(ms).padStart(3, '0')}`,
		({ h, m, s, ms }) => `${h}h${two(m)}m${two(s)}.${String(ms).padStart(3, '0')}s`,
		({ h, m, s, ms }) => ` ${h} h ${m} min ${s}.${String(ms).padStart(3, '0')} sec `,
		({ h, m, s, ms }) => `PT${h}H${m}M${s}.${String(ms).padStart(3, '0')}S`,
		({ h, m, s, ms }) => String((h * 3_600_000 + m * 60_000 + s * 1000 + ms) / 1000),
	);

	it('are read as they are written, in every writing', () =>
		fc.assert(
			fc.property(parts, writing, (time, write) => {
				const expected = time.h * 3_600_000 + time.m * 60_000 + time.s * 1000 + time.ms;
				assert.equal(Math.round(readTime(write(time))! * 1000), expected);
			}),
		));

	it('make a short of 1 to 300 s that starts within half a day, or are refused with what was found', () =>
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 50_000_000 }),
				fc.oneof(
					fc.integer({ min: -2000, max: 310_000 }),
					fc.constantFrom(0, 1, 999, 1000, 299_999, 300_000, 300_001),
				),
				fc.boolean(),
				(startMs, lasts, asText) => {
					fc.pre(startMs + lasts >= 0);
					const [start, end] = [startMs / 1000, (startMs + lasts) / 1000].map((time) =>
						asText ? String(time) : time,
					);
					const isGood = startMs < 43_200_000 && lasts >= 1000 && lasts <= 300_000;
					const outcome = outcomeOf(() =>
						jobBody({
							functionName: 'VideoShorts',
							videoId: 'v',
							predefinedShorts: [{ title: '', start, end }],
						}),
					);
					if ('given' in outcome) {
						assert.ok(isGood);
						assert.deepEqual(outcome.given.options, {
							predefinedShorts: [{ title: '', start: startMs / 1000, end: (startMs + lasts) / 1000 }],
						});
					} else {
						assert.ok(!isGood, outcome.refusal);
						assert.match(outcome.refusal, /^Predefined short 1 .*\d/);
					}
				},
			),
		));

	it('that are none are shown', () =>
		fc.assert(
			fc.property(fc.oneof(anyValue, anyText), (start) => {
				const outcome = outcomeOf(() =>
					jobBody({
						functionName: 'VideoShorts',
						videoId: 'v',
						predefinedShorts: [{ title: '', start, end: 60 }],
					}),
				);
				if ('given' in outcome) assert.ok(readTime(start)! <= 59);
				else
					assert.match(
						outcome.refusal,
						/^Predefined short 1 (has a start time of \S|ends at 60, .* \S|lasts \S)/,
					);
			}),
		));
});

describe('JSON of models', () => {
	const shortsOf = (predefinedShortsJson: unknown) =>
		outcomeOf(() => readPredefinedShorts(parametersOf({ shortsMode: 'json', predefinedShortsJson })));
	const title = fc.oneof(fc.string(), anyText, fc.constantFrom('"[{', ']}', '```', '\\'));
	const entry = fc.record({ title, start: fc.nat(100), end: fc.integer({ min: 110, max: 300 }) });
	type Entry = { title: string; start: number; end: number };
	const naming = fc.constantFrom<(one: Entry) => object>(
		(one) => one,
		({ title: name, start, end }) => ({ title: name, startTime: start, endTime: end }),
		(one) => ({ ...one, startTime: one.start, endTime: String(one.end) }),
	);
	const wrapping = fc.constantFrom<(json: string) => string>(
		(json) => json,
		(json) => `\`\`\`json\n${json}\n\`\`\``,
		(json) => `~~~\n${json}\n~~~`,
		(json) => `Here are the best moments [0:10] [1]:\n\n\`\`\`javascript\n${json}\n\`\`\`\nShall I "go on?`,
		(json) => `\ufeff${json} Done.`,
	);
	const inside = fc.constantFrom<(list: object[]) => unknown>(
		(list) => list,
		(list) => ({ shorts: list }),
		(list) => (list.length === 1 ? list[0] : list),
	);
	const taken = (list: Entry[]) => list.map((one) => ({ ...one, title: one.title.trim() }));

	it('is taken in a fence, between words, in an object or alone', () =>
		fc.assert(
			fc.property(
				fc.array(entry, { minLength: 1, maxLength: 3 }),
				naming,
				inside,
				wrapping,
				fc.boolean(),
				(list, name, put, wrap, isPretty) => {
					const json = put(list.map(name));
					const outcome = shortsOf(wrap(JSON.stringify(json, undefined, isPretty ? 2 : undefined)));
					assert.ok('given' in outcome, JSON.stringify(outcome));
					assert.deepEqual(
						outcome.given.map(({ title: called, start, end }) => ({ title: called, start, end })),
						taken(list),
					);
					assert.deepEqual(shortsOf(json), outcome);
				},
			),
		));

	it('is refused where there are two lists, or the end is missing', () =>
		fc.assert(
			fc.property(
				fc.array(entry, { minLength: 1, maxLength: 3 }),
				fc.nat(),
				fc.boolean(),
				(list, cut, isCut) => {
					const json = JSON.stringify(list);
					const text = isCut ? `Well: ${json.slice(0, 1 + (cut % (json.length - 1)))}` : `${json}\n\n${json}`;
					const outcome = shortsOf(text);
					assert.ok('refusal' in outcome, JSON.stringify(outcome));
					assert.match(outcome.refusal, /'Predefined Shorts \(JSON\)' is not valid JSON: "(Well: \[|\[\{)/);
				},
			),
		));

	it('names a bad entry by its number, whatever is wrong with it', () =>
		fc.assert(
			fc.property(
				fc.array(entry, { maxLength: 3 }),
				fc.oneof(anyJson, fc.record({ title: anyJson, start: anyJson, end: anyJson }, { requiredKeys: [] })),
				fc.array(entry, { maxLength: 2 }),
				(before, bad, after) => {
					const outcome = outcomeOf(() =>
						jobBody({
							functionName: 'VideoShorts',
							videoId: 'v',
							predefinedShorts: readPredefinedShorts(
								parametersOf({
									shortsMode: 'json',
									predefinedShortsJson: JSON.stringify([...before, bad, ...after]),
								}),
							),
						}),
					);
					if ('refusal' in outcome)
						assert.ok(
							outcome.refusal.startsWith(`Entry ${before.length + 1} of 'Predefined Shorts (JSON)'`),
							outcome.refusal,
						);
				},
			),
		));

	it('is a list of shorts, or refused with what was found', () =>
		fc.assert(
			fc.property(
				fc.oneof(
					anyValue,
					anyText,
					anyJson.map((json) => JSON.stringify(json)),
				),
				(value) => {
					const outcome = shortsOf(value);
					if ('given' in outcome) assert.ok(outcome.given.length > 0);
					else
						assert.match(
							outcome.refusal,
							/Predefined Shorts \(JSON\)' is \S|^Entry \d+ of |^No predefined short/,
						);
				},
			),
		));
});

describe('Booleans and choices', () => {
	const described = (type: INodeProperties['type'], more = {}): INodeProperties => ({
		displayName: 'It',
		name: 'it',
		type,
		default: '',
		...more,
	});
	const around = fc.stringMatching(/^[ \n\t\u00a0\u200b\ufeff]{0,3}$/);
	const inCase = (text: string) =>
		fc
			.array(fc.boolean(), { minLength: text.length, maxLength: text.length })
			.map((upper) => [...text].map((char, index) => (upper[index] ? char.toUpperCase() : char)).join(''));

	it('are what they mean in any case, with space around them, and nothing else is', () =>
		fc.assert(
			fc.property(
				fc.oneof(
					fc.constantFrom('true', 'false', 'portrait', 'custom', 'yes', '1', 'tru', 'true.').chain(inCase),
					anyText,
				),
				around,
				around,
				(text, before, after) => {
					const value = before + text + after;
					const means = text.toLowerCase();
					const flag = outcomeOf(() => checkValue(described('boolean'), value));
					assert.equal('given' in flag, means === 'true' || means === 'false', value);
					if ('given' in flag) assert.equal(flag.given, means === 'true');
					const options = ['portrait', 'custom'].map((one) => ({ name: one, value: one }));
					const choice = outcomeOf(() => checkValue(described('options', { options }), value));
					assert.equal('given' in choice, means === 'portrait' || means === 'custom', value);
					if ('given' in choice) assert.equal(choice.given, means);
				},
			),
		));
});
