/** @jest-environment ./test/oneRealm.mjs */
import { World, createJob, createRender } from './world.mts';

let world: World;
beforeAll(async () => (world = await World.start()));
beforeEach(() => world.simulator.reset());
afterAll(async () => await world.close());

const ID = 'dQw4w9WgXcQ';
const OTHER = 'aaaaaaaaaaA';
const byUrl = (value: string) => ({ video: { __rl: true, mode: 'url', value } });
const byId = (value: string) => ({ video: { __rl: true, mode: 'id', value } });
const shorts = (predefinedShortsJson: unknown) => ({ shortsMode: 'json', predefinedShortsJson });
const defined = (...list: object[]) => ({ shortsMode: 'define', predefinedShorts: { shorts: list } });
const webhook = (webhookUrl: string) => ({ completionWebhook: 'url', webhookUrl });
const rules = (...list: object[]) => ({ options: { captionStyle: { rules: list } } });

async function run(node: Parameters<World['engine']>[0][number], json: object = {}) {
	const engine = await world.engine([node]);
	await engine.complete([json as { [field: string]: string }]);
	return engine;
}

/** The body of the one job that was started. */
async function bodyOf(more: object, json = {}): Promise<Record<string, unknown>> {
	const engine = await run(createJob({ completionWebhook: 'none', ...more }), json);
	expect(engine.error).toBeUndefined();
	expect(world.requests).toEqual(['POST /api/jobs']);
	return world.simulator.journal[0]!.body as Record<string, unknown>;
}

describe('Video', () => {
	it.each([
		['an ID by its mode', byId(ID)],
		['an ID with what nobody sees', byId(` ${ID}\u200b`)],
		['an address in the mode of IDs', byId(`https://youtu.be/${ID}?t=5`)],
		['an address in a sentence', byUrl(`The talk: https://youtu.be/${ID}?si=x.`)],
		['a Slack link', byUrl(`<https://www.youtube.com/watch?v=${ID}&amp;t=4|The talk>`)],
		['an expression in place of mode and value', { video: `={{ "https://youtu.be/${ID}" }}` }],
	])('%s is taken', async (_, more) => expect((await bodyOf(more)).youtubeVideoId).toBe(ID));

	it.each([
		['an ID by URL', byUrl(ID), 'not the URL of', 'choose By ID'],
		['an ID as an expression', { video: `={{ "${ID}" }}` }, 'not the URL of', 'choose By ID'],
		['a status', byUrl('In-progress'), '"In-progress"', 'a URL such as'],
		['a status by ID', byId('In-progress'), '"In-progress"', 'By ID'],
		['another status', byUrl('Unavailable'), '"Unavailable"', 'a URL such as'],
		['a placeholder', byId('PLACEHOLDER'), '"PLACEHOLDER"', '11 characters'],
		['a number', { video: '={{ 12345678900 }}' }, '"12345678900"', 'URL such as'],
		[
			'a playlist',
			byUrl('https://youtube.com/embed/videoseries?list=PL1'),
			'videoseries?list=PL1',
			'URL such as',
		],
		['two', byUrl(`https://youtu.be/${ID}?t=1\nhttps://youtu.be/${OTHER}`), OTHER, 'Split Out'],
		[
			'two by ID',
			byId(`https://youtu.be/${ID}, https://youtu.be/${OTHER}`),
			'several addresses',
			'one item per video',
		],
		['two IDs', byId(`${ID} ${OTHER}`), 'not the URL or the ID', 'By ID'],
		['what nobody sees', byUrl(`https://example.com/\u200b`), '\\u200b', 'URL such as'],
	])('%s is refused', async (_, more, says, wayOut) => {
		const engine = await run(createJob(more));
		expect(engine.error!.message).toMatch(/^'Video' is ".*", which .*\[item 0\]$/);
		expect(engine.error!.message).toContain(says);
		expect(engine.error!.description).toContain(wayOut);
		expect(world.requests).toEqual([]);
	});
});

describe('Predefined shorts', () => {
	const list = [{ title: 'A', start: 75, end: 123.5 }];
	const entry = { title: 'A', start: '1:15', end: '00:02:03,500' };
	it.each([
		['in a code fence', shorts(`Sure!\n\`\`\`json\n${JSON.stringify([entry])}\n\`\`\`\nAnything else [?]`)],
		['in an object', shorts(JSON.stringify({ shorts: [entry] }))],
		['as one object', shorts(JSON.stringify(entry))],
		['with the names of records', shorts(`[{ "title": "A", "startTime": 75, "endTime": "123.5s" }]`)],
		['with both names', shorts(JSON.stringify([{ ...entry, startTime: 75, endTime: null }]))],
		['of an expression', shorts('={{ { shorts: [{ title: "A", start: "1m15s", end: "2:03.5" }] } }}')],
		['below each other', defined(entry)],
	])('are taken %s', async (_, more) =>
		expect((await bodyOf(more)).options).toEqual({ predefinedShorts: list }),
	);

	const NAME = "'Predefined Shorts (JSON)'";
	const two = (bad: unknown) => shorts(JSON.stringify([entry, bad]));
	it.each([
		['words', shorts('No good moments.'), `${NAME} is not valid JSON: "No good moments."`],
		['a list that is cut', shorts('[{"start":1,"end":9},{'), `is not valid JSON: "[{"start":1,`],
		['two lists', shorts('[{"start":1,"end":9}]\n[{"start":1,"end":9}]'), 'is not valid JSON'],
		['a number', shorts('5'), `${NAME} is not a JSON list: "5"`],
		[
			'an object without a list',
			shorts('{"shorts":"none"}'),
			`${NAME} is not a JSON list: "{"shorts":"none"}"`,
		],
		['an empty list', shorts('{"shorts":[]}'), 'No predefined short is given'],
		['a text as an entry', two('0:10'), `Entry 2 of ${NAME}: "0:10" is not an object`],
		['an entry without an end', two({ start: 1 }), `Entry 2 of ${NAME}: "{"start":1}" has no end`],
		['an entry of two starts', two({ start: 1, startTime: 2, end: 9 }), `Entry 2 of ${NAME}: `],
		['a title that is none', two({ ...entry, title: {} }), `Entry 2 of ${NAME}: 'Title`],
		['a time that is none', two({ start: 'soon', end: 9 }), `Entry 2 of ${NAME} has a start time of "soon"`],
		[
			'a time of a sheet',
			two({ start: 0.0006, end: 0.0012 }),
			`Entry 2 of ${NAME} lasts from 0.0006 to 0.0012`,
		],
		['a date of a sheet', two({ start: 45000, end: 45060 }), `Entry 2 of ${NAME} has a start time of 45000`],
		['a long one', two({ title: 'B', start: 0, end: 301 }), `Entry 2 of ${NAME} ("B") lasts 301 seconds`],
		[
			'a short one below another',
			defined(entry, { start: 1, end: '1.5' }),
			'Predefined short 2 lasts from 1 to 1.5',
		],
		['a title below another', defined(entry, { ...entry, title: {} }), "Short 2: 'Title' is an object"],
	])('%s is refused', async (_, more, says) => {
		const engine = await run(createJob(more));
		expect(engine.error!.message).toContain(says);
		expect(engine.error!.description).not.toBe('');
		expect(world.requests).toEqual([]);
	});

	it('of exactly 300 seconds are taken wherever they start', async () =>
		expect((await bodyOf(defined({ title: '', start: '3:32.2', end: '8:32.2' }))).options).toEqual({
			predefinedShorts: [{ title: '', start: 212.2, end: 512.2 }],
		}));
});

describe('Custom Fields', () => {
	it.each([
		['{"a":', `'Custom Fields' is not valid JSON: "{"a":"`],
		['```json\n{"a":1}\n```', `'Custom Fields' is not valid JSON: "\`\`\`json`],
		['[1]', `'Custom Fields' is not a JSON object: "[1]"`],
	])('%s is shown where it is refused', async (customFields, says) => {
		const engine = await run(createJob({ options: { customFields } }));
		expect(engine.error!.message).toContain(says);
		expect(world.requests).toEqual([]);
	});
});

describe('Values as sheets and expressions give them', () => {
	const all = {
		parameters: { resource: 'short', operation: 'getAll', jobId: 'x', returnAll: '={{ $json.flag }}' },
	};

	it.each(['TRUE', 'true ', ' False\n'])('%j is what it means', async (flag) => {
		expect((await run(all, { flag })).error!.message).toContain('did not find job x');
	});

	it.each([' portrait ', 'Portrait', 'PORTRAIT\u200b'])('%j is a choice', async (size) => {
		const jobId = await world.endedJob();
		const options = { size: '={{ $json.size }}', maxShorts: 1 };
		await run(createRender({ jobId, waitForCompletion: false, options }), { size });
		expect(world.simulator.journal.at(-1)!.body).toMatchObject({ size: { width: 1080, height: 1920 } });
	});

	it.each(['yes', '1', 'true, false'])('%j is no true', async (flag) => {
		expect((await run(all, { flag })).error!.message).toContain(`'Return All' is "${flag}"`);
		expect(world.requests).toEqual([]);
	});
});

describe('Webhook URL', () => {
	it.each([
		'https://n8n.example.com/{{ $json.path }}',
		'https://n8n.example.com/[object Object]',
		'https://n8n.example.com/web hook',
		'https://undefined/webhook/x',
		'https://user:password@n8n.example.com/x',
	])('%s is refused', async (url) => {
		const engine = await run(createJob(webhook(url)));
		expect(engine.error!.message).toContain(`'Webhook URL' is "${url}", which is not a web address`);
		expect(world.requests).toEqual([]);
	});

	it.each([
		['http://localhost:5678/webhook/x', 'localhost:5678'],
		['https://n8n.example.com/webhook-test/x', 'n8n.example.com'],
	])('%s is doubted before it is paid for, once', async (url, host) => {
		const engine = await world.engine([createJob({ ...byUrl('={{ $json.url }}'), ...webhook(url) })]);
		await engine.complete([ID, OTHER].map((id) => ({ url: `https://youtu.be/${id}` })));
		expect(engine.hints().filter((hint) => hint.includes(`the webhook at ${host}`))).toHaveLength(1);
	});

	it('that can be called is not', async () => {
		const engine = await run(createJob(webhook('https://n8n.example.com/webhook/x')));
		expect(engine.error).toBeUndefined();
		expect(engine.hints()).toEqual([]);
	});
});

describe('Caption rules', () => {
	it('without any value are refused by their number', async () => {
		const full = { property: 'color', value: '#ffffff', activeDuration: 0.2, pastDuration: 0.2 };
		const empty = { property: 'color', value: ' ', activeDuration: 0.2, pastDuration: 0.2 };
		const engine = await run(createRender({ jobId: 'x', ...rules(full, empty) }));
		expect(engine.error!.message).toContain("Rule 2 of 'Caption Style' has no value");
		expect(world.requests).toEqual([]);
	});

	it('send no duration without a value', async () => {
		const jobId = await world.endedJob();
		await run(
			createRender({
				jobId,
				waitForCompletion: false,
				...rules({ property: 'color', value: '#ffffff', activeDuration: 0.2, pastDuration: 0.2 }),
			}),
		);
		const bodies = world.simulator.journal
			.filter(({ method, path }) => method === 'POST' && path === '/api/render')
			.map(({ body }) => (body as { options: object }).options);
		expect(bodies).toEqual([1, 2, 3].map(() => ({ style: [{ property: 'color', value: '#ffffff' }] })));
	});
});

describe('The image of a watermark', () => {
	it.each([
		'https://example.com/{{ $json.logo }}',
		'https://example.com/my logo.png',
		'https://example.com/undefined',
	])('%s is refused', async (waterMarkUrl) => {
		const engine = await run(
			createRender({ jobId: 'x', options: { waterMark: { values: { waterMarkUrl } } } }),
		);
		expect(engine.error!.message).toContain(`'Image URL' of the watermark is "${waterMarkUrl}"`);
		expect(world.requests).toEqual([]);
	});
});
