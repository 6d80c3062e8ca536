import { acceptedRender } from '../../../nodes/Swiftia/api/render.js';
import { acceptedJob } from '../../../nodes/Swiftia/api/job.js';
import {
	areRenders,
	jobWaitOf,
	parkKey,
	readParked,
	writeParked,
} from '../../../nodes/Swiftia/wait/parked.js';

const LIMIT = '2027-01-15T09:00:00.000Z';

it('items carry their jobs while they wait, and what they carried before is left as it was', () => {
	const before = [{ json: { row: 1 } }, { json: { row: 2 } }];
	const items = before.map((item) => ({ ...item }));
	writeParked(items, [acceptedJob({ jobId: 'a' }), acceptedJob({ jobId: 'b' })], LIMIT);
	expect(items).toEqual([
		{ json: { ...acceptedJob({ jobId: 'a' }), timedOut: true, waitUntil: LIMIT, parkVersion: 1 } },
		{ json: { ...acceptedJob({ jobId: 'b' }), timedOut: true, waitUntil: LIMIT, parkVersion: 1 } },
	]);
	expect(before).toEqual([{ json: { row: 1 } }, { json: { row: 2 } }]);
});

it('an item without a job keeps its fields beside the reason, to go on with both', () => {
	const items = [{ json: { row: 1 } }];
	writeParked(items, [{ ...acceptedJob({ jobId: '' }), notStarted: 'no credits' }], LIMIT);
	expect(items[0]!.json).toMatchObject({ notStarted: 'no credits', input: { row: 1 }, waitUntil: LIMIT });
});

it.each([
	['nothing where it is the usual one', { simplify: true, includeTranscription: false }, false],
	['the API’s own body', { simplify: false, includeTranscription: false }, true],
	['the transcription', { simplify: true, includeTranscription: true }, true],
])('a job that is waited for carries how it is put out: %s', (_, output, isCarried) => {
	expect(jobWaitOf(output)).toEqual(isCarried ? { jobWait: output } : {});
});

it('what waits is read back in its order, without items that Execute Once left out', () => {
	const items = [{ json: { row: 1 } }, { json: { row: 2 } }, { json: { row: 3, waitUntil: null } }];
	writeParked(items, [acceptedJob({ jobId: 'a' })], LIMIT);
	expect(readParked(items).map(({ jobId }) => jobId)).toStrictEqual(['a']);
});

it('an item that Execute Once left out is not taken for one that waits, though it waited before', () => {
	const items = [{ json: { row: 1 } }, { json: { jobId: 'old', waitUntil: '2020-01-01T00:00:00.000Z' } }];
	writeParked(items, [acceptedJob({ jobId: 'a' })], LIMIT);
	expect(readParked(items).map(({ jobId }) => jobId)).toEqual(['a']);
});

it('each park of each execution has a key of its own', () => {
	const keys = [parkKey('7', LIMIT), parkKey('8', LIMIT), parkKey('7', '2027-01-15T10:00:00.000Z')];
	expect(new Set(keys).size).toBe(3);
	expect(parkKey('7', LIMIT)).toBe(keys[0]);
});

describe('Renders', () => {
	const waiting = (renderId: string, itemIndex: number, more: object = {}) => ({
		...acceptedRender({ renderId }),
		renderWait: { itemIndex, simplify: true, failureIsError: false, ...more },
	});

	it('may be more than the items that they come from', () => {
		const items = [{ json: { row: 1 } }];
		writeParked(items, [waiting('a', 0), waiting('b', 0, { failureIsError: true })], LIMIT);
		expect(items).toEqual([
			{ json: { ...waiting('a', 0), timedOut: true, waitUntil: LIMIT, parkVersion: 1 } },
			{ json: expect.objectContaining({ renderId: 'b', input: { row: 1 } }) },
		]);
	});

	it('keep the fields of their item where something may go wrong with them', () => {
		const items = [{ json: { row: 1 } }, { json: { row: 2 } }];
		writeParked(items, [waiting('a', 0, { binaryPropertyName: 'data' }), waiting('b', 1)], LIMIT);
		expect(items.map(({ json }) => json)).toEqual([
			expect.objectContaining({ input: { row: 1 } }),
			expect.not.objectContaining({ input: expect.anything() }),
		]);
	});

	it('are told from jobs', () => {
		const items = [{ json: { row: 1 } }];
		writeParked(items, [waiting('a', 0)], LIMIT);
		expect(areRenders(readParked(items))).toBe(true);
		writeParked(items, [acceptedJob({ jobId: 'a' })], LIMIT);
		expect(areRenders(readParked(items))).toBe(false);
	});
});
