import { acceptedJob } from '../../../nodes/Swiftia/api/job.js';
import { allShortsOf, fieldOfShort } from '../../../nodes/Swiftia/api/jobRecord.js';
import type { JsonObject } from '../../../nodes/Swiftia/api/json.js';

const record = { ...acceptedJob({ jobId: 'j', videoId: null }) } as unknown as JsonObject;
const short = { shortId: '2', title: 'Two' };

it.each<[string, JsonObject]>([
	['the record', record],
	['the record of an ended job', { ...record, status: 'COMPLETED', shortsCount: 1, shorts: [short] }],
	['a status in small letters', { jobId: 'j', status: ' completed ' }],
	['a count', { jobId: 'j', shortsCount: 0 }],
	['a count beside an id of another kind', { jobId: 'j', id: 3, shortsCount: 0 }],
	['a body of the API', { id: 'j', status: null, data: { shorts: [{ id: 1, startTime: 2 }] } }],
	['a body of the API in progress', { id: 'j', status: 'PROCESSING', progress: 30, cost: null }],
	['a body whose shorts stand at the top', { id: 'j', status: 'COMPLETED', shorts: [{ id: 1, start: 2 }] }],
	['an ID that is a number', { jobId: 7, status: 'FAILED' }],
])('%s is the record of its job', (_, item) =>
	expect(allShortsOf(item, String(item.jobId ?? item.id))).toBeDefined(),
);

it.each<[string, JsonObject]>([
	['nothing', {}],
	['the ID of the job alone', { jobId: 'j' }],
	['a status that no job has', { jobId: 'j', status: 'approved' }],
	['a status beside the title of a short', { jobId: 'j', status: 'COMPLETED', reason: 'A hook' }],
	['a status beside an id', { jobId: 'j', id: 2, status: 'COMPLETED' }],
	['another job', { ...record, jobId: 'k' }],
	['fewer shorts than it counts', { ...record, shortsCount: 10, shorts: [short] }],
	['a list that is empty text', { jobId: 'j', status: 'COMPLETED', shorts: '' }],
	['one short in place of the list', { ...record, shorts: short }],
	['IDs in place of the list', { ...record, shorts: ['2'] }],
	['a short beside it', { ...record, picked: { short_id: 2 } }],
	['shorts beside it', { ...record, picked: [{ 'Short ID': 2 }] }],
	['a list within its body that is none', { id: 'j', status: 'COMPLETED', data: { shorts: 'two' } }],
])('%s is not', (_, item) => expect(allShortsOf(item, 'j')).toBeUndefined());

it.each<[string, number | undefined, JsonObject]>([
	['an ended job', 1, { ...record, status: 'COMPLETED', shortsCount: 1, shorts: [short] }],
	[
		'an ended job with a short twice',
		2,
		{ ...record, status: 'COMPLETED', shortsCount: 2, shorts: [short, short] },
	],
	['an ended job, trimmed', 4, { jobId: 'j', status: 'COMPLETED', shortsCount: 4 }],
	['a count alone', 4, { jobId: 'j', shortsCount: 4 }],
	['a body of the API', 2, { id: 'j', data: { shorts: [{ id: 1 }, { id: 2 }] } }],
	['a status alone', undefined, { jobId: 'j', status: 'COMPLETED' }],
	['a job that is open', undefined, record],
	['a job in a status that is new', undefined, { ...record, status: 'ANALYZING' }],
	['an ended job without shorts', 0, { ...record, status: 'COMPLETED' }],
	['a count of none', 0, { jobId: 'j', shortsCount: 0 }],
])('%s lists %s shorts', (_, listed, item) => expect(allShortsOf(item, 'j')).toEqual({ listed }));

it.each<[string | undefined, JsonObject]>([
	['job.data.shortId', { job: { data: { shortId: 2 } } }],
	['output', { output: '{"shortId": 2}' }],
	['selectedShorts', { selectedShorts: [2, 5] }],
	['renderId', { renderId: 'r' }],
	[undefined, { ...record, costBreakDown: { shortGen: 1 } }],
	[undefined, { id: 'j', data: { transcription: { words: [{ start: 1, end: 2 }] } } }],
	['short_id', { title: 'x', short_id: 2 }],
	['Clip ID', { 'Clip ID': 2 }],
	['short', { short: 1, a: 1 }],
	['row.start', { row: [{ title: 'x' }, { start: 1 }] }],
	[undefined, { ...record, shortsCount: 1, shorts: [short] }],
	[undefined, { url: 'https://x.test', row: 7 }],
])('%s names a short', (field, item) => expect(fieldOfShort(item)).toBe(field));
