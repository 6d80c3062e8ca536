import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { jobBody } from '../../nodes/Swiftia/api/jobRequest.js';
import { type JsonObject, isObject } from '../../nodes/Swiftia/api/json.js';
import { type RenderRequest, renderBody } from '../../nodes/Swiftia/api/renderRequest.js';
import { SwiftiaError } from '../../nodes/Swiftia/api/swiftiaError.js';
import { readTime } from '../../nodes/Swiftia/api/time.js';
import { redact } from '../../nodes/Swiftia/transport/redact.js';
import './runs.mts';
import { anyJson, anyText, anyValue } from './values.mts';

const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const text = fc.string();
const target = fc.oneof(fc.integer(), fc.string({ minLength: 1 }));
const optional = <T,>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
	fc.record(fields, { requiredKeys: [] });

const request: fc.Arbitrary<RenderRequest> = fc
	.tuple(
		fc.record({
			jobId: fc.string({ minLength: 1 }),
			target,
			style: fc.oneof(fc.record({ preset: text }), fc.record({ brandPresetId: text }), fc.constant({})),
		}),
		optional({
			size: fc.record({ width: number, height: number, name: text }),
			maxWordsInPage: number,
			waterMark: fc
				.tuple(fc.record({ waterMarkUrl: text }), optional({ left: text, blendMode: text, opacity: number }))
				.map(([needed, more]) => ({ ...needed, ...more })),
			captionStyles: fc.array(
				fc
					.tuple(
						fc.record({ property: text, value: text }),
						optional({ activeValue: text, pastDuration: number }),
					)
					.map(([needed, more]) => ({ ...needed, ...more })),
				{ maxLength: 3 },
			),
			facePaddingFactor: number,
			maxSpeakersToFocus: number,
		}),
	)
	.map(([needed, more]) => ({ ...needed, ...more }));

/** Whether a field of the value, at any depth, is an empty text, list or object. */
function holdsEmpty(value: unknown): boolean {
	if (Array.isArray(value)) return value.some(holdsEmpty);
	if (typeof value !== 'object' || value === null) return false;
	return Object.values(value).some(
		(inner: unknown) =>
			inner === '' || JSON.stringify(inner) === '{}' || JSON.stringify(inner) === '[]' || holdsEmpty(inner),
	);
}

/** Minus zero is zero in a JSON text. */
const asSent = (body: unknown) => JSON.parse(JSON.stringify(body)) as JsonObject;

it('the body of a render is JSON as it stands, names its job and its short by the type it has, and sends nothing empty', () =>
	fc.assert(
		fc.property(request, (given) => {
			const body = renderBody(given);
			assert.deepEqual(asSent(body), body);
			assert.deepEqual([body.id, body.target], [given.jobId, given.target]);
			assert.ok(!holdsEmpty(body.options));
			assert.ok(!('preset' in body && 'brandPresetId' in body));
		}),
	));

it('custom fields lie over all others', () =>
	fc.assert(
		fc.property(
			request,
			fc.dictionary(fc.string(), anyJson, { noNullPrototype: true }),
			(given, customFields) => {
				fc.pre(!Object.hasOwn(customFields, '__proto__'));
				const body = renderBody({ ...given, customFields });
				assertLiesOver(withoutProto(customFields), asSent(body));
				if (!Object.hasOwn(customFields, 'target')) assert.equal(body.target, given.target);
			},
		),
	));

/** Checks that what lies over another is there, into the depth of objects. */
function assertLiesOver(over: JsonObject, body: JsonObject): void {
	for (const [field, value] of Object.entries(over)) {
		const there = body[field];
		if (isObject(value) && isObject(there)) assertLiesOver(value, there);
		else assert.deepEqual(there, value);
	}
}

/** What a JSON text can carry to any reader. */
function withoutProto(value: JsonObject): JsonObject {
	return JSON.parse(JSON.stringify(value), (key, inner: unknown) =>
		key === '__proto__' ? undefined : inner,
	) as JsonObject;
}

it('the body of a job has shorts of sound times, or the input is bad', () =>
	fc.assert(
		fc.property(
			fc.array(
				fc.record({
					title: text,
					start: fc.oneof(fc.double({ min: 0, max: 400 }), anyValue),
					end: fc.oneof(fc.double({ min: 0, max: 400 }), anyValue),
				}),
				{ maxLength: 3 },
			),
			(predefinedShorts) => {
				let body: JsonObject;
				try {
					body = jobBody({ functionName: 'VideoShorts', videoId: 'dQw4w9WgXcQ', predefinedShorts });
				} catch (error) {
					assert.ok(error instanceof SwiftiaError);
					return;
				}
				const shorts =
					(asSent(body).options as { predefinedShorts: Array<{ start: number; end: number }> } | undefined)
						?.predefinedShorts ?? [];
				assert.equal(shorts.length, predefinedShorts.length);
				for (const { start, end } of shorts) {
					assert.ok(start >= 0 && start < end && end - start <= 300);
				}
			},
		),
	));

it('a time is a number of seconds from 0 on, or none', () =>
	fc.assert(
		fc.property(fc.oneof(anyValue, anyText, fc.stringMatching(/^[\d:. -]{1,12}$/)), (value) => {
			const time = readTime(value);
			assert.ok(time === undefined || (Number.isFinite(time) && time >= 0));
		}),
	));

it('hours, minutes and seconds are read as they are written', () =>
	fc.assert(
		fc.property(fc.nat(99), fc.nat(59), fc.nat(59), fc.nat(999), (hours, minutes, seconds, thousandths) => {
			const two = (part: number) => String(part).padStart(2, '0');
			const end = `${two(seconds)}.${String(thousandths).padStart(3, '0')}`;
			const time = hours * 3600 + minutes * 60 + seconds + thousandths / 1000;
			assert.ok(Math.abs(readTime(`${hours}:${two(minutes)}:${end}`)! - time) < 1e-6);
		}),
	));

// What a header can carry (RFC 9110). The mask itself is no key.
const secret = fc
	.string({
		unit: fc
			.oneof(fc.integer({ min: 0x21, max: 0x7e }), fc.integer({ min: 0x80, max: 0xff }))
			.map((code) => String.fromCharCode(code)),
		minLength: 4,
	})
	.filter((key) => !key.includes('*'));

it('a secret is never left in a text, as it is, in an address or in JSON', () =>
	fc.assert(
		fc.property(
			secret,
			fc.array(fc.oneof(anyText, fc.constantFrom('plain', 'url', 'json')), { maxLength: 8 }),
			(key, parts) => {
				const forms: Record<string, string> = {
					plain: key,
					url: encodeURIComponent(key),
					json: JSON.stringify(key).slice(1, -1),
				};
				const left = redact(parts.map((part) => forms[part] ?? part).join(''), key);
				for (const form of Object.values(forms)) assert.ok(!left.includes(form));
			},
		),
	));
