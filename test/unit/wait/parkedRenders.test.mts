import { START, pass, useFakeTime } from '../fakeTime.mts';
import type { IWebhookFunctions } from 'n8n-workflow';
import { type Render, acceptedRender } from '../../../nodes/Swiftia/api/render.js';
import { SwiftiaError } from '../../../nodes/Swiftia/api/swiftiaError.js';
import type { SwiftiaClient } from '../../../nodes/Swiftia/transport/client.js';
import { ticks } from '../../../nodes/Swiftia/time/clock.js';
import type { ParkedRender } from '../../../nodes/Swiftia/wait/parked.js';
import { type EndedRender, ParkedRenders, newlyKept } from '../../../nodes/Swiftia/wait/parkedRenders.js';

useFakeTime();

type Wait = ParkedRender['renderWait'];

/** A render of an input item, as the park has it. */
function parked(renderId: string, wait: Partial<Wait> = {}, more: Partial<ParkedRender> = {}): ParkedRender {
	return {
		...acceptedRender({ renderId, jobId: 'job', shortId: `short ${renderId}`, title: `Title ${renderId}` }),
		timedOut: true,
		waitUntil: new Date(START + 3_600_000).toISOString(),
		parkVersion: 1,
		renderWait: { itemIndex: 0, simplify: true, failureIsError: false, ...wait },
		...more,
	};
}

/** A park, what Swiftia says of its renders, and what was asked of it. */
class World {
	readonly answers: Record<string, Partial<Render>> = {};
	readonly asked: unknown[] = [];
	node: object = {};
	readonly kept = newlyKept();
	/** What has to come before the storage host answers. */
	delay: Promise<void> = Promise.resolve();
	/** Bytes that the storage host gives; nothing for a refusal. */
	file: string | undefined = 'mp4';
	downloads = 0;
	trouble: Error | undefined;

	constructor(private readonly items: ParkedRender[]) {}

	/** One call into the resume webhook. */
	call(): ParkedRenders {
		const client = {
			getRender: async (known: Partial<Render>, { deadline }: { deadline: number }) => {
				this.asked.push({ ...known, deadline });
				if (this.trouble) throw this.trouble;
				const record = { ...acceptedRender({ renderId: '', ...known }), ...this.answers[known.renderId!] };
				return { record, body: { raw: known.renderId } };
			},
			redact: (text: string) => text.replaceAll('sk-key', '***'),
		};
		const helpers = {
			httpRequest: async () => {
				this.downloads++;
				await this.delay;
				const statusCode = this.file === undefined ? 403 : 200;
				return { statusCode, headers: {}, body: { destroy: () => {} } };
			},
			prepareBinaryData: async (_: unknown, fileName: string) => ({ data: 'fs', fileName, bytes: 3 }),
		};
		const context = { getNode: () => this.node, helpers } as unknown as IWebhookFunctions;
		const until = ticks() + 60_000;
		const options = { readUntil: () => until, downloadUntil: until, kept: this.kept };
		const openClient = async () => client as unknown as SwiftiaClient;
		return new ParkedRenders(context, this.items, openClient, options);
	}

	/** The items that the execution goes on with once these renders were read. */
	async itemsAfter(...ids: string[]) {
		const renders = this.call();
		const ended = new Map<string, EndedRender>();
		for (const id of ids) {
			const one = await renders.readEnded(id);
			if (one) ended.set(id, one);
		}
		await renders.finish(ended);
		return renders.itemsOf(ended);
	}
}

const DONE = { status: 'COMPLETED', url: 'https://files.test/a.mp4' };
const FAILED = { status: 'FAILED', failureReason: 'No faces' };

describe('What is waited for', () => {
	it('is each render once, in the order of the items', () => {
		expect(new World([parked('a'), parked('b'), parked('a')]).call().ids).toEqual(['a', 'b']);
	});

	it.each<[string, Partial<Wait>, Partial<ParkedRender>, string[]]>([
		['not one that had ended', {}, { status: 'COMPLETED' }, []],
		['one that had ended, for its MP4', { binaryPropertyName: 'data' }, { status: 'COMPLETED' }, ['a']],
		['one that had ended, for its body', { simplify: false }, { status: 'FAILED' }, ['a']],
		['not what was never started', {}, { notStarted: 'no credits' }, []],
	])('is %s', (_, wait, more, ids) => {
		expect(new World([parked('a', wait, more)]).call().ids).toEqual(ids);
	});

	it('is read with what is known of it, until the limit', async () => {
		const world = new World([parked('a')]);
		await world.call().readEnded('a');
		const known = { renderId: 'a', jobId: 'job', shortId: 'short a', title: 'Title a' };
		expect(world.asked).toMatchObject([{ ...known, deadline: ticks() + 60_000 }]);
	});
});

describe('What goes on', () => {
	it('is one item per render, with the input item that it comes from and without what the park has noted', async () => {
		const world = new World([parked('a', { itemIndex: 0 }), parked('b', { itemIndex: 3 })]);
		Object.assign(world.answers, { a: DONE, b: FAILED });
		const [a, b] = await world.itemsAfter('a', 'b');
		const known = { jobId: 'job', shortId: 'short a', title: 'Title a' };
		expect(a).toEqual({
			json: { ...acceptedRender({ renderId: 'a', ...known }), ...DONE, timedOut: false },
			pairedItem: { item: 0 },
		});
		expect(b).toMatchObject({ json: { ...FAILED, timedOut: false }, pairedItem: { item: 3 } });
	});

	it('is the last that was seen of a render that has not ended, also by an earlier call', async () => {
		const world = new World([parked('a'), parked('b')]);
		world.answers.a = { status: 'PROCESSING', progress: 40 };
		await world.call().readEnded('a');
		const [a, b] = await world.itemsAfter();
		expect(a!.json).toMatchObject({ status: 'PROCESSING', progress: 40, timedOut: true });
		expect(b!.json).toMatchObject({ status: 'QUEUED', timedOut: true });
		expect(b!.json).not.toHaveProperty('waitUntil');
	});

	it('is the API’s own body with Simplify off, unless the render has not ended', async () => {
		const world = new World([parked('a', { simplify: false }), parked('b', { simplify: false })]);
		world.answers.a = DONE;
		const [a, b] = await world.itemsAfter('a', 'b');
		expect(a!.json).toEqual({ raw: 'a' });
		expect(b!.json).toMatchObject({ renderId: 'b', timedOut: true });
	});

	it('has the MP4 in the field that each item wants, under the name that was given', async () => {
		const world = new World([parked('a', { binaryPropertyName: 'mp4' }, { fileName: 'A.mp4' }), parked('a')]);
		world.answers.a = DONE;
		const items = await world.itemsAfter('a');
		expect(items.map(({ binary }) => binary)).toEqual([
			{ mp4: { data: 'fs', fileName: 'A.mp4', bytes: 3 } },
			undefined,
		]);
	});

	it('has none of a failed render', async () => {
		const world = new World([parked('a', { binaryPropertyName: 'mp4' })]);
		world.answers.a = FAILED;
		const [item] = await world.itemsAfter('a');
		expect(item!.binary).toBeUndefined();
		expect(item!.json).toMatchObject(FAILED);
	});

	it('has MP4s only where they are wanted', async () => {
		const world = new World([parked('a', { binaryPropertyName: 'mp4' }), parked('b')]);
		Object.assign(world.answers, { a: DONE, b: DONE });
		await world.itemsAfter('a', 'b');
		expect(world.downloads).toBe(1);
	});

	it('has no error where a render that may be one did not fail', async () => {
		const world = new World([parked('a', { failureIsError: true })]);
		world.node = { onError: 'continueRegularOutput' };
		world.answers.a = DONE;
		expect((await world.itemsAfter('a'))[0]!.json).not.toHaveProperty('error');
	});
});

describe('What went wrong', () => {
	const failing = { failureIsError: true, itemIndex: 2 };
	const input = { row: 7 };

	it.each<[string, object, object]>([
		['beside the item’s fields where the node continues', { onError: 'continueRegularOutput' }, input],
		['the same with the setting of old', { continueOnFail: true }, input],
		['alone for the error output, where n8n adds the fields', { onError: 'continueErrorOutput' }, {}],
	])('stands %s', async (_, node, fields) => {
		const world = new World([parked('a', failing, { input })]);
		world.node = node;
		world.answers.a = FAILED;
		const [item] = await world.itemsAfter('a');
		const error = 'Render a of short short a ("Title a") of job job failed: No faces [item 2]';
		expect(item).toEqual({ json: { ...fields, error }, pairedItem: { item: 2 } });
	});

	it('is said by the record where n8n cannot stop the workflow', async () => {
		const world = new World([parked('a', failing, { input })]);
		world.answers.a = FAILED;
		const [item] = await world.itemsAfter('a');
		expect(item!.json).toMatchObject({ status: 'FAILED', failureReason: expect.stringMatching(/No faces$/) });
		expect(item!.json).not.toHaveProperty('input');
	});

	it('is no error for a wait that only reports', async () => {
		const world = new World([parked('a')]);
		world.node = { onError: 'continueRegularOutput' };
		world.answers.a = FAILED;
		expect((await world.itemsAfter('a'))[0]!.json).toMatchObject(FAILED);
	});

	it('is why an item has no render', async () => {
		const world = new World([parked('', {}, { notStarted: 'no credits', input })]);
		expect((await world.itemsAfter())[0]!.json).toEqual({ ...input, error: 'no credits' });
	});

	it.each<[object, object]>([
		[{}, { status: 'COMPLETED', failureReason: expect.stringContaining('HTTP 403') }],
		[{ onError: 'continueRegularOutput' }, { error: expect.stringContaining('could not be downloaded') }],
	])('is told of an MP4 that could not be had (%j)', async (node, json) => {
		const world = new World([parked('a', { binaryPropertyName: 'mp4' })]);
		world.node = node;
		world.answers.a = DONE;
		world.file = undefined;
		const [item] = await world.itemsAfter('a');
		expect(item!.json).toMatchObject(json);
		expect(item!.binary).toBeUndefined();
	});
});

describe('A render that no answer ever showed', () => {
	const REASON = 'Max Wait passed before Swiftia showed the status of render a of job job: ';
	const atTheEnd = async (node: object, trouble?: Error) => {
		const world = new World([parked('a', { itemIndex: 2 }, { status: 'UNKNOWN' })]);
		world.node = node;
		const call = world.call();
		world.trouble = trouble;
		if (trouble) await call.readEnded('a').catch(() => {});
		return call.itemsOf(new Map())[0]!.json;
	};

	it('is not said to have a status, and what came instead is', async () => {
		expect(await atTheEnd({}, new SwiftiaError('notSwiftia', 'A page', ''))).toMatchObject({
			renderId: 'a',
			status: 'UNKNOWN',
			timedOut: true,
			failureReason: `${REASON}A page`,
		});
	});

	it('is an error where the node continues', async () => {
		expect(await atTheEnd({ onError: 'continueRegularOutput' })).toMatchObject({
			renderId: 'a',
			error: `${REASON}no answer came in time [item 2]`,
		});
	});
});

it('one that had ended before the execution parked is none that Max Wait has passed for', async () => {
	const world = new World([parked('a', {}, { status: 'COMPLETED' }), parked('b')]);
	const items = await world.itemsAfter();
	expect(items.map(({ json }) => json.timedOut)).toEqual([false, true]);
});

it('one that Swiftia does not have is none that Max Wait has passed for', () => {
	const renders = new World([parked('a')]).call();
	const [item] = renders.itemsOf(new Map([['a', renders.lost('a', 'Swiftia did not find render a')]]));
	expect(item!.json).toMatchObject({
		renderId: 'a',
		timedOut: false,
		failureReason: 'Swiftia did not find render a',
	});
});

it('MP4s are taken four at a time, whichever calls find their renders ended', async () => {
	const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
	const world = new World(ids.map((id) => parked(id, { binaryPropertyName: 'mp4' })));
	let answer = () => {};
	world.delay = new Promise((resolve) => (answer = resolve));
	for (const id of ids) world.answers[id] = DONE;
	const ended = await Promise.all(ids.map(async (id) => await world.call().readEnded(id)));
	await pass(1_000);
	expect(world.downloads).toBe(4);
	answer();
	await Promise.all(ended.map(async (one) => await one!.taking));
	expect(world.downloads).toBe(6);
});

describe('The next wake', () => {
	it('is unknown where nothing was found open', async () => {
		const world = new World([parked('a')]);
		world.answers.a = DONE;
		const call = world.call();
		await call.readEnded('a');
		expect(call.nextWake()).toBeUndefined();
	});

	it('is shortly after the end that progress foretells, from the start of the render on', async () => {
		const startedAt = new Date(START).toISOString();
		const world = new World([parked('a', { startedAt })]);
		await pass(20_000);
		world.answers.a = { status: 'PROCESSING', progress: 50 };
		const call = world.call();
		await call.readEnded('a');
		expect(call.nextWake()).toBeCloseTo(21_500, -2);
	});

	it('stands on what earlier calls have seen', async () => {
		const world = new World([parked('a')]);
		world.answers.a = { status: 'PROCESSING', progress: 20 };
		await world.call().readEnded('a');
		await pass(10_000);
		world.answers.a = { status: 'PROCESSING', progress: 40 };
		const call = world.call();
		await call.readEnded('a');
		expect(call.nextWake()).toBeCloseTo(32_000, -2);
	});

	it('is shortly after the end of the oldest, where the newest waits for its turn', async () => {
		const startedAt = new Date(START).toISOString();
		const world = new World([parked('a', { startedAt }), parked('b', { startedAt })]);
		await pass(40_000);
		world.answers.a = { status: 'PROCESSING', progress: 50 };
		world.answers.b = { status: 'QUEUED' };
		const call = world.call();
		await call.readEnded('b');
		await call.readEnded('a');
		expect(call.nextWake()).toBeCloseTo(42_500, -2);
	});

	it('stands on the newest, which is read first, whatever is found open after it', async () => {
		const startedAt = new Date(START).toISOString();
		const world = new World([parked('a', { startedAt }), parked('b', { startedAt })]);
		await pass(40_000);
		world.answers.a = { status: 'PROCESSING', progress: 45 };
		world.answers.b = { status: 'PROCESSING', progress: 50 };
		const call = world.call();
		await call.readEnded('b');
		await call.readEnded('a');
		expect(call.nextWake()).toBeCloseTo(42_500, -2);
	});
});
