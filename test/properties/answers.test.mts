import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { readBrandPresets } from '../../nodes/Swiftia/api/brandPreset.js';
import { acceptedJob, readJob, readJobId } from '../../nodes/Swiftia/api/job.js';
import { readRateSignals } from '../../nodes/Swiftia/api/rateLimit.js';
import { meantStatus, readRefusal } from '../../nodes/Swiftia/api/refusal.js';
import { readRender, readRenderId, tellsOfFailedRender } from '../../nodes/Swiftia/api/render.js';
import { toPercent } from '../../nodes/Swiftia/api/status.js';
import { refusalError } from '../../nodes/Swiftia/transport/messages.js';
import './runs.mts';
import { anyJson, anyText } from './values.mts';

interface Schema {
	type: string;
	properties?: Record<string, Schema>;
	items?: Schema;
}

const FOLDER = join(import.meta.dirname, '../../nodes/Swiftia/__schema__/v1.0.0');
const schema = (path: string) => JSON.parse(readFileSync(join(FOLDER, `${path}.json`), 'utf8')) as Schema;
const [JOB, RENDER, SHORT, PRESET] = ['job/get', 'render/get', 'short/getAll', 'brandPreset/getAll'].map(
	schema,
);

/** Where a value is not what the schema says; null says nothing of a type. */
function deviations({ type, items, properties = {} }: Schema, value: unknown, path = ''): string[] {
	if (value === null) return [];
	const found = Array.isArray(value) ? 'array' : typeof value;
	if (found !== type || Number.isNaN(value)) return [`${path} is ${String(value)}, no ${type}`];
	if (Array.isArray(value)) return value.flatMap((entry) => deviations(items!, entry, `${path}[]`));
	if (typeof value !== 'object') return [];
	const fields = new Set([...Object.keys(value!), ...Object.keys(properties)]);
	return [...fields].flatMap((field) =>
		field in properties && Object.hasOwn(value!, field)
			? deviations(properties[field]!, (value as Record<string, unknown>)[field], `${path}.${field}`)
			: [`${path}.${field} is only in one of both`],
	);
}

/** A body as it comes, or in one of the shapes in which it is expected. */
const jobBody = fc.oneof(
	anyJson,
	fc.record(
		{
			id: fc.constantFrom('asked', 'other', 7),
			data: anyJson,
			shorts: anyJson,
			status: anyJson,
			progress: anyJson,
			cost: anyJson,
		},
		{ requiredKeys: [] },
	),
	fc.record({
		jobId: fc.constant('asked'),
		data: fc.record({ shorts: fc.array(anyJson, { maxLength: 4 }) }),
	}),
);

it('a job is its record as the schema has it, or none', () =>
	fc.assert(
		fc.property(jobBody, fc.boolean(), (body, keepBody) => {
			assert.equal(typeof readJobId(body), 'string');
			const answer = readJob(body, { jobId: 'asked' }, { keepBody });
			if (!answer) return;
			assert.deepEqual(deviations(JOB!, answer.record), []);
			assert.equal(answer.record.jobId, 'asked');
			assert.equal(answer.record.shortsCount, answer.shorts.length);
			for (const { record, target } of answer.shorts) {
				assert.deepEqual(deviations(SHORT!, record), []);
				assert.equal(target === undefined ? '' : String(target).trim(), record.shortId);
			}
			assert.equal('body' in answer, keepBody);
		}),
	));

it('a render is its record as the schema has it, or none', () =>
	fc.assert(
		fc.property(anyJson, fc.nat(599), (body, status) => {
			assert.equal(typeof readRenderId(body), 'string');
			assert.ok(!(tellsOfFailedRender(status, body) && status !== 500));
			const answer = readRender(body, { renderId: 'asked' });
			if (!answer) return;
			const { record } = answer;
			assert.deepEqual(deviations(RENDER!, record), []);
			assert.ok(record.progress === null || (record.progress >= 0 && record.progress <= 100));
			assert.equal(record.failureReason === null, record.status !== 'FAILED');
		}),
	));

it('brand presets are records as the schema has them, or none', () =>
	fc.assert(
		fc.property(fc.oneof(anyJson, fc.array(anyJson, { maxLength: 4 })), (body) => {
			for (const { record } of readBrandPresets(body) ?? [])
				assert.deepEqual(deviations(PRESET!, record), []);
		}),
	));

it('a refusal has a reason and words for it, whatever its body', () =>
	fc.assert(
		fc.property(fc.integer({ min: 400, max: 599 }), anyJson, (status, body) => {
			const refusal = readRefusal(status, body);
			assert.ok(refusal.message.length <= 200);
			assert.match(refusalError(refusal, { doing: 'do it' }).message, /Swiftia/);
		}),
	));

it('only a body with code and status makes another status of a 2xx, and no other is changed', () =>
	fc.assert(
		fc.property(fc.integer({ min: 100, max: 599 }), anyJson, (status, body) => {
			const meant = meantStatus(status, body);
			assert.ok(meant === status || (status < 300 && meant >= 400));
		}),
	));

const headerValue = fc.oneof(
	fc.constantFrom('0', '1', '5', '-1', '1640995200000', '1640995200', '1e999', 'soon', ''),
	fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
	fc.integer().map(String),
	anyText,
);
const headers = fc.record(
	Object.fromEntries(
		['date', 'retry-after', 'x-ratelimit-remaining', 'x-ratelimit-reset'].map((name) => [
			name,
			fc.oneof(headerValue, anyJson),
		]),
	),
	{ requiredKeys: [] },
);

it('what an answer says of the pace is a number, or nothing', () =>
	fc.assert(
		fc.property(headers, anyJson, (given, body) => {
			const signals = readRateSignals(given, body, 1_800_000_000_000);
			for (const value of Object.values(signals)) assert.ok(value === null || !Number.isNaN(value));
			assert.ok(signals.retryAfter === null || signals.retryAfter >= 0);
		}),
	));

it('a job that was only accepted fits its schema, and a progress is 0 to 100', () => {
	assert.deepEqual(deviations(JOB!, acceptedJob({ jobId: 'j' })), []);
	fc.assert(
		fc.property(fc.double({ noNaN: true }), (value) => {
			const percent = toPercent(value)!;
			assert.ok(percent >= 0 && percent <= 100);
		}),
	);
});
