import { FILE, SHORTS, completedJob, finishedRender } from '../backend.mts';
import { type Fault, type Nature, reply } from '../fault.mts';

type Fields = Record<string, unknown>;
type Json = Fields;

const HARMLESS: Nature = { kind: 'harmless' };
const NONE: Nature = { kind: 'noAnswer' };
const open = (status: string): Nature => ({ kind: 'open', status });

/** The job that was asked for, with other fields; those that are undefined are left out. */
const job = (
	name: string,
	nature: Nature,
	fields: Fields | ((id: string) => Fields),
	more: Partial<Fault> = {},
): Fault => ({
	name: `job: ${name}`,
	nature,
	hits: ({ of, method }) => of === 'job' && method === 'GET',
	act: (exchange) => {
		const id = exchange.path.split('/').at(-1)!;
		const changed = typeof fields === 'function' ? fields(id) : { ...completedJob(id), ...fields };
		reply(exchange, 200, changed);
	},
	...more,
});

const shorts = (list: unknown) => ({ data: { shorts: list } });
const withIds = (...ids: unknown[]) => shorts(ids.map((id, index) => ({ ...SHORTS[index % 3]!, id })));
const failed = (name: string, says: RegExp, fields: Fields): Fault =>
	job(`failed, ${name}`, { kind: 'failed', reason: says }, { status: 'FAILED', data: undefined, ...fields });

/** Looks at one field of every item. */
const field =
	(name: string, isRight: (value: unknown) => boolean, where?: (json: Json) => boolean): Fault['output'] =>
	(items) => {
		const wrong = items.filter((json) => name in json && (where?.(json) ?? true) && !isRight(json[name]));
		return wrong.length === 0 ? undefined : `${name} may not be ${JSON.stringify(wrong[0]![name])}`;
	};

const isPercent = (value: unknown) =>
	value === null || (typeof value === 'number' && value >= 0 && value <= 100);
const isText = (value: unknown) => typeof value === 'string';
const isTime = (value: unknown) => value === null || (typeof value === 'number' && Number.isFinite(value));
const ofShorts = {
	hits: ({ of, method, kind }: Parameters<NonNullable<Fault['hits']>>[0]) =>
		of === 'job' && method === 'GET' && kind === 'read',
};

const jobFaults: Fault[] = [
	...['completed', ' COMPLETED ', 'Completed'].map((status) => job(`status ${status}`, HARMLESS, { status })),
	...[null, '', undefined, 42, true, {}, ['COMPLETED']].map((status) =>
		job(`status ${JSON.stringify(status)}`, open('PROCESSING'), { status }),
	),
	...['paused', 'constructor', '__proto__', 'toString', 'COMPLETED!'].map((status) =>
		job(`status ${status}`, open(status.toUpperCase()), { status }),
	),
	failed('with a message', /failed.*The video is private/, { message: 'The video is private' }),
	failed('with an error', /failed.*Gone/, { error: 'Gone' }),
	failed('with an error that has a message', /failed.*Gone/, { error: { message: 'Gone' } }),
	failed('with a list of messages', /failed.*Gone/, { message: ['Gone'] }),
	failed('with a list of errors', /failed.*Gone/, { errors: [{ message: 'Gone', code: 'E' }] }),
	failed('with a detail', /failed.*Gone/, { detail: 'Gone' }),
	failed('with a message that is none', /failed.*no reason/, { message: { text: 'x' }, error: [1] }),
	failed('without a reason', /failed.*no reason/, {}),
	failed('in small letters', /failed.*no reason/, { status: 'failed' }),
	...[null, undefined, [], {}, 'none', 7].map((list) =>
		job(`shorts ${JSON.stringify(list)}`, { kind: 'noShorts' }, shorts(list), { shorts: 0 }),
	),
	...[null, undefined, [], 'none'].map((data) =>
		job(`data ${JSON.stringify(data)}`, { kind: 'noShorts' }, { data }, { shorts: 0 }),
	),
	job('shorts of null', { kind: 'noShorts' }, shorts([null, 1, 'x', [], true]), { shorts: 0 }),
	job('shorts with null among them', HARMLESS, shorts([null, ...SHORTS, 5]), {
		output: field('shortsCount', (value) => value === 3),
	}),
	job('shorts at the top', HARMLESS, { data: undefined, shorts: SHORTS }),
	job('its other name', HARMLESS, (id) => ({ ...completedJob(id), id: undefined, jobId: id })),
	job('no name', HARMLESS, { id: undefined }),
	job('names that are null', HARMLESS, { id: null, jobId: null }),
	job('a name that is an object', HARMLESS, { id: { id: 'x' } }),
	job('a name that is empty', HARMLESS, { id: '' }),
	job('another job as well', NONE, (id) => ({ ...completedJob('other'), jobId: 'other', id })),
	job('IDs as texts', HARMLESS, withIds('1', '2', '3')),
	...[
		[null, null, null],
		[undefined, undefined, undefined],
		['.', '..', ''],
		[{}, [], true],
		['\u0000', '\ud800', ' '],
	].map((ids) => job(`IDs ${JSON.stringify(ids)}`, { kind: 'noIds' }, withIds(...ids), { shorts: 3 })),
	...[45, -1, 1e300, '50', null, 'half', {}, 0.5].map((progress) =>
		job(
			`progress ${JSON.stringify(progress)}`,
			HARMLESS,
			{ progress },
			{ output: field('progress', isPercent) },
		),
	),
	job(
		'a progress beyond all numbers',
		HARMLESS,
		{ progress: '1e999' },
		{ output: field('progress', isPercent) },
	),
	...[null, 7, {}, [], true].map((title) =>
		job(`title ${JSON.stringify(title)}`, HARMLESS, { title }, { output: field('title', isText) }),
	),
	...[null, '0.41', {}, 'free', -1].map((cost) =>
		job(`cost ${JSON.stringify(cost)}`, HARMLESS, { cost }, { output: field('cost', isTime) }),
	),
	...[null, 'soon', {}, '12.5', -3, [1]].map((time) =>
		job(
			`times ${JSON.stringify(time)}`,
			HARMLESS,
			shorts(SHORTS.map((short) => ({ ...short, startTime: time, endTime: time }))),
			{ output: field('startTime', isTime), ...ofShorts },
		),
	),
	job('brackets a thousand deep', HARMLESS, { extra: JSON.parse('['.repeat(1_000) + ']'.repeat(1_000)) }),
	job(
		'a thousand fields',
		HARMLESS,
		Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`f${i}`, i])),
	),
	job('a transcription of a million letters', HARMLESS, {
		data: { shorts: SHORTS, transcription: { text: 'x'.repeat(1_000_000) } },
	}),
	job(
		'prototypes',
		HARMLESS,
		(id) =>
			JSON.parse(
				JSON.stringify(completedJob(id)).replace(
					'{',
					'{"__proto__":{"status":"FAILED"},"constructor":"x","hasOwnProperty":1,',
				),
			) as Fields,
	),
];

/** The render that was asked for, as a body that is not the documented one. */
const render = (name: string, nature: Nature, body: Fields, more: Partial<Fault> = {}): Fault => ({
	name: `render: ${name}`,
	nature,
	hits: ({ of, method }) => of === 'render' && method === 'GET',
	act: (exchange) =>
		reply(
			exchange,
			200,
			JSON.parse(JSON.stringify(body).replaceAll('$URL', `${exchange.origin}/files/any.mp4`)) as Fields,
		),
	...more,
});

const done = finishedRender('$URL');
const isOutOfMemory: Nature = { kind: 'failed', reason: /failed.*Out of memory/ };

const renderFaults: Fault[] = [
	...['done', 'DONE', ' Done '].map((type) => render(`type ${type}`, HARMLESS, { ...done, type })),
	render('only a URL', HARMLESS, { url: '$URL', size: FILE.length }),
	render('a later form', HARMLESS, { status: 'COMPLETED', url: '$URL' }),
	render('its own ID', HARMLESS, { ...done, id: 'whatever' }),
	...['error', 'failed', 'ERROR'].map((type) =>
		render(`type ${type}`, isOutOfMemory, { type, message: 'Out of memory' }),
	),
	render('a status of 500', isOutOfMemory, {
		status: 500,
		message: 'Out of memory',
		code: 'RENDERING_ERROR',
	}),
	render('only a code', isOutOfMemory, { code: 'RENDERING_ERROR', error: 'Out of memory' }),
	render('only a code, in an error', isOutOfMemory, {
		error: { code: 'RENDERING_ERROR', message: 'Out of memory' },
	}),
	render('a list of errors', isOutOfMemory, { type: 'error', errors: [{ message: 'Out of memory' }] }),
	render('a status FAILED', isOutOfMemory, { status: 'FAILED', error: { message: 'Out of memory' } }),
	...['constructor', '__proto__', 'toString', 'paused'].map((type) =>
		render(`type ${type}`, open(type.toUpperCase()), { type, progress: 0.5 }),
	),
	render('queued', open('QUEUED'), { type: 'queued', status: 'QUEUED', queuePosition: 3, progress: 0 }),
	render('queued, by its status', open('QUEUED'), { status: 'QUEUED', queuePosition: 'third' }),
	...[0.204, 45, -1, 1, 100, 4500, '0.5', null, 'half', {}].map((progress) =>
		render(
			`progress ${JSON.stringify(progress)}`,
			open('PROCESSING'),
			{ type: 'progress', progress },
			{
				output: field('progress', (value) => isPercent(value) && (progress !== 45 || value === 45)),
			},
		),
	),
	...[null, '', 7, {}].map((type) =>
		render(`type ${JSON.stringify(type)}`, open('PROCESSING'), { type, progress: 0.5 }),
	),
	...[null, `${FILE.length}`, 'large', {}, undefined].map((size) =>
		render(
			`size ${JSON.stringify(size)}`,
			HARMLESS,
			{ ...done, size },
			{ output: field('fileSize', isTime) },
		),
	),
];

const created = (
	name: string,
	nature: Nature,
	answer: (id: string) => unknown,
	kinds = ['job', 'render'],
): Fault => ({
	name: `created: ${name}`,
	nature,
	hits: ({ kind, of }) => kind === 'paid' && kinds.includes(of),
	act: (exchange) => {
		const { id, renderId } = exchange.healthy().body as { id?: string; renderId?: string };
		reply(exchange, 200, answer((id ?? renderId)!));
	},
	output: (items, { of }) => {
		const id = of === 'job' ? 'jobId' : 'renderId';
		return items.every((json) => typeof json[id] === 'string' && json[id] !== '')
			? undefined
			: `${id} is no text`;
	},
});

const createdFaults: Fault[] = [
	created('jobId', HARMLESS, (jobId) => ({ jobId }), ['job']),
	created('jobId and status', HARMLESS, (jobId) => ({ jobId, status: 'PROCESSING', id: null }), ['job']),
	created('id', HARMLESS, (id) => ({ id }), ['render']),
	created('a warning beside it', HARMLESS, (id) => ({ id, renderId: id, warning: 'Little storage left' })),
];

const notCreated = ['', ' ', '.', '..', null, {}, [], true, '\u0000', '\ud800', 'x'.repeat(300)].map(
	(id): Fault => ({
		name: `created: ID ${JSON.stringify(id).slice(0, 20)}`,
		nature: NONE,
		times: 'always',
		hits: ({ kind }) => kind === 'paid',
		act: (exchange) => reply(exchange, 200, { id, jobId: id, renderId: id }),
	}),
);

const presets = (name: string, nature: Nature, body: unknown): Fault => ({
	name: `brand presets: ${name}`,
	nature,
	hits: ({ of }) => of === 'brandPresets',
	act: (exchange) => reply(exchange, 200, body),
	output: field('name', isText),
});
const preset = { id: 'a', name: 'A' };

const presetFaults: Fault[] = [
	presets('none', { kind: 'noPresets' }, []),
	presets('an object around them', NONE, { data: [preset, preset] }),
	presets('hardly any fields', HARMLESS, [preset, { ...preset, id: 2 }]),
	presets('null among them', HARMLESS, [null, preset, 1, { ...preset, id: 'b' }]),
	presets('fields of other types', HARMLESS, [
		{ id: 1, name: {}, size: 'big', isActive: 'yes', isDefault: 1 },
		{ id: 2, name: null, size: { width: 'w', height: null }, options: [] },
	]),
	presets('IDs that are none', NONE, [
		{ ...preset, id: {} },
		{ ...preset, id: '..' },
	]),
];

/** Answers that are Swiftia's and not as documented. */
export const shapeFaults: Fault[] = [
	...jobFaults,
	...renderFaults,
	...createdFaults,
	...notCreated,
	...presetFaults,
];
