import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { asObject } from '../../nodes/Swiftia/api/json.js';
import { SwiftiaError } from '../../nodes/Swiftia/api/swiftiaError.js';
import {
	type Outcome,
	type SwiftiaRequest,
	type Tries,
	nextStep,
} from '../../nodes/Swiftia/transport/nextStep.js';
import './runs.mts';
import { anyJson } from './values.mts';

const URL_ASKED = 'https://app.test/api/jobs';
const location = fc.oneof(
	fc.constantFrom(
		'/x',
		'y',
		'',
		'https://app.test/z',
		'https://evil.test/x',
		'//evil.test',
		'http://app.test/x',
		'https://',
	),
	fc.webUrl(),
);
const outcome: fc.Arbitrary<Outcome> = fc.oneof(
	fc.record({
		code: fc.constantFrom('ECONNRESET', 'ECONNREFUSED', 'TLS', 'STOPPED', 'no answer'),
		neverSent: fc.boolean(),
	}),
	fc.record({
		status: fc.oneof(
			fc.constantFrom(200, 201, 204, 301, 302, 303, 304, 307, 308, 401, 408, 409, 429, 500, 503),
			fc.integer({ min: 100, max: 599 }),
		),
		headers: fc.record({ location: fc.oneof(location, fc.constant(undefined)) }),
		body: anyJson,
		refusedInARow: fc.nat(12),
	}),
);
// Those after which most requests go on, so that the long courses are seen as well.
const goingOn: fc.Arbitrary<Outcome> = fc.oneof(
	fc.constant<Outcome>({ code: 'ECONNREFUSED', neverSent: true }),
	fc.record({
		status: fc.constantFrom(307, 308, 429, 503),
		headers: fc.constantFrom({ location: '/x' }, { location: 'https://app.test/y' }),
		body: fc.constant(null),
		refusedInARow: fc.nat(9),
	}),
);

const request = (method: 'GET' | 'POST', alsoReads: boolean): SwiftiaRequest<string> => ({
	method,
	path: '/jobs',
	label: { doing: 'do it' },
	read: (body) => (typeof asObject(body).id === 'string' ? 'read' : undefined),
	...(alsoReads && { alsoReads: (status) => status === 500 }),
});

/** Whether a POST certainly did nothing, and may go to where it is sent next. */
function didNothing(last: Outcome, { followed }: Tries): boolean {
	if ('neverSent' in last) return last.neverSent && followed === 0;
	return [307, 308, 429].includes(last.status);
}

it('a request ends, whatever comes of it; a POST is sent again only where it did nothing, and nothing goes to another origin', () =>
	fc.assert(
		fc.property(
			fc.constantFrom('GET', 'POST'),
			fc.boolean(),
			fc.array(fc.oneof({ weight: 1, arbitrary: outcome }, { weight: 4, arbitrary: goingOn }), {
				minLength: 17,
				maxLength: 17,
			}),
			(method, alsoReads, outcomes) => {
				let tries: Tries = { url: URL_ASKED, refusals: 0, trouble: 0, followed: 0 };
				for (const last of outcomes) {
					const step = nextStep(request(method, alsoReads), last, tries);
					if ('result' in step) {
						assert.ok(!('neverSent' in last));
						return;
					}
					if ('error' in step) {
						assert.ok(step.error instanceof SwiftiaError);
						return;
					}
					if (method === 'POST') assert.ok(didNothing(last, tries));
					assert.equal(new URL(step.again.url).origin, 'https://app.test');
					assert.ok(step.after >= 0 && step.after <= 8000);
					tries = step.again;
				}
				throw new Error('It goes on and on');
			},
		),
	));
