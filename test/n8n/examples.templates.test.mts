import type { Execution } from '../../realN8n/execution.mts';
import { TEMPLATE_FOLDERS } from '../examples.mts';
import { ExampleWorld } from './exampleWorld.mts';
import type { ChatRequest } from './openai.mts';
import type { Row } from './services/sheets.mts';
import { until } from '../../realN8n/lib/until.mts';

const COLUMNS = ['video', 'status', 'tries', 'cost', 'links', 'problem', 'updated'];
/** A row for each of the ways in which a row can be due or not. */
const QUEUE: Row[] = [
	{ video: 'https://youtu.be/AAAAAAAAAAA', status: 'done', tries: 1, cost: 7, links: 'a link' },
	{ video: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ' },
	// Somebody has emptied its status, to have it done again.
	{ video: 'https://youtu.be/aqz-KE-bpKQ', cost: 0.71 },
	{ video: 'https://youtu.be/misspelled-id', status: 'failed', tries: 2, problem: 'Misspelled' },
	{ video: 'https://youtu.be/BBBBBBBBBBB', status: 'failed', tries: 3 },
	{ video: 'https://youtu.be/CCCCCCCCCCC', status: 'running', tries: 1 },
];

const PRIVATE = { outcome: 'fail', failureReason: 'Private', seconds: 10 } as const;

describe('The examples in the shape of public templates, in n8n 2.41.1', () => {
	let world: ExampleWorld;
	beforeAll(async () => (world = await ExampleWorld.start()), 900_000);
	afterAll(async () => await world.close());
	beforeEach(async () => await world.reset());
	afterEach(() => expect(world.strays).toEqual([]));

	const RENDER = 'Render each short';
	const output = (execution: Execution, node: string) => execution.items(node).map(({ json }) => json);
	/** The videos that the renders of a workflow are said to be made of. */
	const videos = (execution: Execution) => output(execution, RENDER).map(({ videoId }) => videoId);
	const paid = () => world.simulator.ledger.map(({ kind }) => kind);
	const slack = () => world.services.slack;
	const sums = (files: Array<{ sha256: string }>) => files.map(({ sha256 }) => sha256).sort();

	it('channel-to-scheduled-youtube: a new video becomes one upload a day, with the texts of the AI', async () => {
		const { feed, google, model } = world.services;
		const video = { id: 'dQw4w9WgXcQ', title: 'A long talk' };
		feed.videos = [video];
		const titleIn = ({ messages }: ChatRequest) =>
			/Its working title: (.*?)\\n/.exec(JSON.stringify(messages))![1]!;
		const texts = (title: string) => ({
			title: `New: ${title} <3`,
			description: 'Two sentences.',
			tags: ['one', 'two'],
		});
		const unlucky = 'The mistake you keep making';
		model.say = (request) =>
			titleIn(request) === unlucky
				? 'I cannot do that.'
				: JSON.stringify({ output: texts(titleIn(request)) });

		const workflow = await world.import('channel-to-scheduled-youtube/workflow.json');
		const first = await world.run(workflow);
		const titles = world.simulator.jobs[0]!.shorts.map(({ title }) => title).filter((one) => one !== unlucky);
		expect(sums(world.uploaded())).toEqual(sums(world.rendered()));
		expect(google.uploads.map(({ metadata }) => metadata.snippet)).toEqual(
			titles.map((title) =>
				expect.objectContaining({
					title: `New: ${title} 3`,
					description: 'Two sentences.\n\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ',
					tags: ['one', 'two'],
				}),
			),
		);
		const dates = google.uploads.map(({ metadata }) => metadata.status as Record<string, string>);
		expect(dates.map(({ privacyStatus }) => privacyStatus)).toEqual(['private', 'private']);
		expect(dates.map(({ publishAt }) => daysAhead(publishAt!))).toEqual([1, 2]);
		expect(output(first, 'Scheduled').map(({ link }) => link)).toEqual([
			'https://youtu.be/file-0',
			'https://youtu.be/file-1',
		]);
		expect(videos(first)).toEqual(['dQw4w9WgXcQ', 'dQw4w9WgXcQ']);
		expect(output(first, 'What went wrong with a short')).toEqual([
			{ video: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ', short: unlucky, problem: expect.any(String) },
		]);

		const before = paid().length;
		await world.run(workflow);
		feed.videos = [{ id: 'aShort_of_0', title: 'An upload', isShort: true }, video];
		const third = await world.run(workflow);
		expect(output(third, 'No Shorts')).toEqual([]);
		expect(paid()).toHaveLength(before);
	});

	it('form-with-approval: nobody pays without the password or the click; the answer lists what came out', async () => {
		const { simulator } = world;
		const workflow = await world.import('form-with-approval/workflow.json');
		await world.activate(workflow);
		const fields = ['https://youtu.be/dQw4w9WgXcQ', 'Ada'];
		const send = async () => await world.sendForm(workflow, fields);
		await expect(
			world.sendForm(workflow, fields, { username: 'somebody', password: 'guessed' }),
		).rejects.toMatchObject({ response: { status: 401 } });
		expect(simulator.ledger).toEqual([]);

		const approved = await send();
		await until('the message to Slack', () => slack().messages.length === 1, { seconds: 60 });
		expect(slack().newestText).toContain('Ada asks for them: https://youtu.be/dQw4w9WgXcQ');
		const shorts = simulator.jobs[0]!.shorts;
		for (const { title } of shorts) expect(slack().newestText).toContain(title);
		expect(paid()).toEqual(['job']);
		shorts[0]!.title = '';
		await world.click(approved.executionId, 'Render them');
		await until('the renders', () => simulator.renders.length === 3, { seconds: 60 });
		const renders = [...simulator.renders].sort((a, b) => a.short - b.short);
		simulator.failRender(renders[2]!.id, 'No memory left');
		const page = await approved.lastPage();
		expect(page).toContain(`>${renders[0]!.id}.mp4</a>`);
		for (const { id } of renders.slice(0, 2)) {
			expect(page).toContain(`href="${simulator.url}/files/${id}.mp4"`);
		}
		for (const { title } of shorts) expect(page).toContain(title);
		expect(page).toContain('No memory left');
		expect(videos(await world.goodEnd(approved.executionId))).toEqual(['dQw4w9WgXcQ', 'dQw4w9WgXcQ']);

		const declined = await send();
		await until('the message to Slack', () => slack().messages.length === 2, { seconds: 60 });
		await world.click(declined.executionId, 'Do not render');
		expect(await declined.lastPage()).toContain('none was rendered');
		await world.goodEnd(declined.executionId);
		expect(simulator.renders).toHaveLength(3);

		simulator.planJob({ videoId: 'dQw4w9WgXcQ', ...PRIVATE });
		const failed = await send();
		expect(await failed.lastPage()).toContain('Private');
		await world.goodEnd(failed.executionId);
	});

	it('sheet-as-queue: rows are worked off, failed ones the next night again; links and costs stand beside them', async () => {
		const { simulator } = world;
		const { sheets, publisher } = world.services;
		sheets.fill(COLUMNS, QUEUE);
		const rows = sheets.rows;
		simulator.planJob({ videoId: 'aqz-KE-bpKQ', ...PRIVATE });
		publisher.refusing.add('instagram');
		const workflow = await world.import('sheet-as-queue/workflow.json');
		await world.run(workflow);
		for (const untouched of [0, 4, 5]) expect(sheets.rows[untouched]).toEqual(rows[untouched]);
		expect(sheets.rows.slice(1, 4)).toMatchObject([
			{ status: 'partly', tries: 1, problem: expect.stringContaining('instagram said no') },
			{ status: 'failed', tries: 1, links: '', problem: expect.stringContaining('Private') },
			{ status: 'failed', tries: 3, links: '', problem: expect.stringContaining('not the URL') },
		]);
		// They are sent at the same time.
		expect(linksOf(sheets.rows[1]!).sort()).toEqual(
			[1, 2, 3].map((n) => `tiktok: https://tiktok.example.com/${n}`),
		);
		expect(sheets.rows.slice(1, 3).map(({ cost }) => cost)).toEqual([0.93, 0.71]);
		expect(sums(publisher.posts)).toEqual(sums(world.rendered()));
		expect(slack().newestText).toContain('0 of 3 videos done, 0.93 credits for jobs');
		expect(slack().newestText).toContain('failed: https://youtu.be/aqz-KE-bpKQ (');

		// The next night the video is public, and the platform takes posts again.
		simulator.planJob({ videoId: 'aqz-KE-bpKQ', outcome: 'complete', seconds: 10 });
		publisher.refusing.clear();
		await world.run(workflow);
		expect(sheets.rows[2]).toMatchObject({ status: 'done', tries: 2, cost: 1.64, problem: '' });
		expect(linksOf(sheets.rows[2]!)).toHaveLength(6);
		// Those of one night are started at the same time.
		expect(simulator.jobs.map(({ videoId }) => videoId).sort()).toEqual([
			'aqz-KE-bpKQ',
			'aqz-KE-bpKQ',
			'dQw4w9WgXcQ',
		]);
		expect(publisher.posts).toHaveLength(3 + 6);
		expect(slack().newestText).toContain('1 of 1 videos done, 0.93 credits for jobs');

		// The night after that there is nothing left to do.
		const before = paid().length;
		await world.run(workflow);
		expect(paid()).toHaveLength(before);
		expect(slack().messages).toHaveLength(2);
	});

	const HALFWAY = { status: 200, body: { type: 'progress', progress: 0.5 } };
	/** No render is ever shown to have ended. */
	const hideEnds = () => {
		world.simulator.addFault({ method: 'GET', path: '/api/render/', times: 'always', answer: HALFWAY });
	};

	it('form-with-approval: a short that is not rendered within Max Wait is named in the answer', async () => {
		const imported = await world.import('form-with-approval/workflow.json');
		const workflow = await world.limitWait(imported, RENDER, 0.1);
		await world.activate(workflow);
		const sent = await world.sendForm(workflow, ['https://youtu.be/dQw4w9WgXcQ', 'Ada']);
		await until('the message to Slack', () => slack().messages.length === 1, { seconds: 60 });
		hideEnds();
		await world.click(sent.executionId, 'Render them');
		const page = await sent.lastPage();
		const [short] = world.simulator.jobs[0]!.shorts;
		expect(page).toContain(`${short!.title}: not rendered within Max Wait`);
		await world.goodEnd(sent.executionId);
	});

	describe('sheet-as-queue leaves a row to a person, and pays nothing more for it', () => {
		/** Runs it on one new row and again the next night, which changes nothing, and gives what its problem is. */
		async function problemAfterTwoNights(maxWaitMinutes = 240): Promise<string> {
			const { sheets } = world.services;
			sheets.fill(COLUMNS, QUEUE.slice(1, 2));
			const imported = await world.import('sheet-as-queue/workflow.json');
			const workflow = await world.limitWait(imported, RENDER, maxWaitMinutes);
			await world.run(workflow);
			const [row] = sheets.rows;
			const before = paid().length;
			await world.run(workflow);
			expect(paid()).toHaveLength(before);
			expect(row).toMatchObject({ status: 'check', tries: 1, links: '' });
			expect(sheets.rows).toEqual([row]);
			expect(world.services.publisher.posts).toEqual([]);
			return String(row!.problem);
		}

		it('where nothing could be published, with the MP4s and the job', async () => {
			for (const platform of ['tiktok', 'instagram']) world.services.publisher.refusing.add(platform);
			const problem = await problemAfterTwoNights();
			const { jobs, renders, url } = world.simulator;
			expect(renders).toHaveLength(3);
			for (const { id } of renders) expect(problem).toContain(`Its MP4 is ${url}/files/${id}.mp4`);
			expect(problem).toContain('was not published on tiktok: ');
			expect(problem).toContain('instagram said no');
			expect(problem).toContain(`Its job is ${jobs[0]!.id}.`);
		});

		it('where a short is not rendered within Max Wait, with its render', async () => {
			hideEnds();
			const problem = await problemAfterTwoNights(0.1);
			const { id } = world.simulator.renders[0]!;
			expect(problem).toContain(`was not rendered within Max Wait. Its render is ${id}.`);
		});

		it('where nobody knows whether its job was started', async () => {
			const trouble = { status: 500, body: { error: 'Trouble' } };
			world.simulator.addFault({ method: 'POST', path: '/api/jobs', answer: trouble });
			expect(await problemAfterTwoNights()).toContain('may have been accepted; check before running again');
			expect(paid()).toEqual([]);
		});
	});

	it('are all run here', () => {
		expect([...world.ran].map((file) => file.split('/')[0]).sort()).toEqual([...TEMPLATE_FOLDERS].sort());
	});
});

/** Days from today to a time, in the time zone of an n8n that was told none; the time has to be 5 pm there. */
function daysAhead(time: string): number {
	const timeZone = 'America/New_York';
	const day = (date: Date) => Date.parse(new Intl.DateTimeFormat('en-CA', { timeZone }).format(date));
	const hour = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
	expect(hour.format(new Date(time))).toBe('17:00');
	return (day(new Date(time)) - day(new Date())) / 86_400_000;
}

/** What stands in the column of links, one a line. */
function linksOf({ links }: Row): string[] {
	return String(links).split('\n');
}
