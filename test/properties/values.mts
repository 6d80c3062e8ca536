import * as fc from 'fast-check';
import type { JsonValue } from '../../nodes/Swiftia/api/json.js';

/** Texts of any UTF-16 units, halves of characters, controls and changes of direction among them. */
export const anyText = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)), maxLength: 40 }),
	fc.string({
		unit: fc.constantFrom('\u202e', '\u2066', '\u0000', '\n', '.', ' ', '/', 'é', '😀', 'A', 'a'),
		maxLength: 40,
	}),
);

/** Texts that mean something to this package in one place or another. */
const wordText = fc.constantFrom(
	'',
	' ',
	'.',
	'..',
	'0',
	'-1',
	'1e400',
	'true',
	'false',
	'null',
	'{}',
	'[]',
	'constructor',
	'__proto__',
	'toString',
	'QUEUED',
	'completed',
	'FAILED',
	'queued',
	'progress',
	'done',
	'error',
	'fullStorage',
	'NOT_FOUND',
	'RATE_LIMIT_EXCEEDED',
	'RENDERING_ERROR',
	'https://x.test/out.mp4',
	'1:15',
);

/** Fields that the readers look for. */
const field = fc.oneof(
	fc.constantFrom(
		'id',
		'jobId',
		'renderId',
		'shortId',
		'status',
		'type',
		'code',
		'message',
		'error',
		'title',
		'name',
		'text',
	),
	fc.constantFrom(
		'data',
		'shorts',
		'start',
		'end',
		'startTime',
		'endTime',
		'progress',
		'url',
		'size',
		'cost',
		'content',
	),
	fc.constantFrom(
		'queuePosition',
		'createdAt',
		'cropFileUrl',
		'storageInfo',
		'usedSize',
		'retryAfter',
		'width',
		'isActive',
	),
	fc.string({ maxLength: 10 }),
);

const flat: fc.Arbitrary<JsonValue> = fc.oneof(
	fc.constantFrom(null, true, false, 0, 1, -1, 0.5, 200, 404, 429, 500, 1e300),
	fc.double({ noNaN: true, noDefaultInfinity: true }),
	wordText,
	anyText,
);

function nesting(inner: fc.Arbitrary<JsonValue>): fc.Arbitrary<JsonValue> {
	return fc.oneof(
		inner,
		fc.array(inner, { maxLength: 3 }),
		fc.dictionary(field, inner, { maxKeys: 4, noNullPrototype: true }),
		fc.dictionary(field, inner, { maxKeys: 4, noNullPrototype: true }),
	);
}

/** Any JSON value, biased to what the readers look for. */
export const anyJson: fc.Arbitrary<JsonValue> = nesting(nesting(nesting(flat)));

/** Whatever an expression might yield. */
export const anyValue: fc.Arbitrary<unknown> = fc.oneof(
	flat,
	nesting(nesting(flat)),
	fc.anything({
		maxDepth: 1,
		maxKeys: 3,
		withBigInt: true,
		withDate: true,
		withMap: true,
		withNullPrototype: true,
	}),
);
