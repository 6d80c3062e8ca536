import type { Execution } from '../../realN8n/execution.mts';
import { node, videos } from '../../realN8n/nodes.mts';
import { type Workflow, type WorkflowNode, chain, loop } from '../../realN8n/workflow.mts';
import type { End, ParkingNode, Parks } from './parkingNode.mts';

/** The videos that the workflows begin with. */
export const VIDEOS = ['video-firs0', 'video-seco0', 'video-thir0'];

/** A workflow around a node that parks, and what is to be seen when it is over. */
export interface Row {
	title: string;
	/** What its node comes to; items unless told. */
	end?: End;
	workflow(parking: ParkingNode): Pick<Workflow, 'nodes'> & Partial<Workflow>;
	/** What is seen of it; `expected` says what it should be. */
	seen(execution: Execution): unknown;
	expected: unknown;
}

/** The nodes from the trigger to the one that parks. */
export function begin(parking: ParkingNode): WorkflowNode[] {
	return [...videos(...VIDEOS), ...parking.before()];
}

/** Begin -> Park -> After, in a row. */
export function inARow(parking: ParkingNode, parks?: Parks, settings: object = {}): WorkflowNode[] {
	return [...begin(parking), { ...parking.node('Park', parks), ...settings }, after()];
}

/** A node that says for each item by n8n's lineage from which video it comes, and what n8n knows of the node that parked. */
function after(parked = 'Park', name = 'After'): WorkflowNode {
	const jsonOutput = `={{ {
		video: $('Each video').item.json.videoId,
		own: $json.videoId,
		parked: $('${parked}').item.json.videoId,
		byNode: $node["${parked}"].json.videoId,
		first: $('${parked}').first().json.videoId,
		last: $('${parked}').last().json.videoId,
		count: $('${parked}').all().length,
		timedOut: $json.timedOut,
		bytes: $binary.data?.fileSize,
	} }}`;
	return node(name, 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput, options: {} });
}

/** What `after` says where nothing was lost: for these videos, in that order. */
export function lineage(videos: string[], all = videos): unknown[] {
	return videos.map((video) =>
		expect.objectContaining({
			video,
			own: video,
			parked: video,
			byNode: video,
			first: all[0],
			last: all.at(-1),
			count: all.length,
			timedOut: false,
		}),
	);
}

/** What a node gave out last. */
export function json(execution: Execution, name = 'After', output = 0): unknown[] {
	return execution.items(name, output).map((item) => item.json);
}

/** What a node gave out in each of its runs. */
function jsonOfRuns(execution: Execution, name: string): unknown[] {
	return execution.runs(name).map(({ data }) => data?.main?.[0]?.map((item) => item.json));
}

const EQUALS = { type: 'string', operation: 'equals' };
const names = (nodes: WorkflowNode[]) => nodes.map(({ name }) => name);
const merge = () => node('Merge', 'n8n-nodes-base.merge', 3, { mode: 'append' });
const to = (name: string, index = 0) => ({ node: name, type: 'main' as const, index });

/** Two branches with a node that parks in each. */
function branches(parking: ParkingNode): Pick<Workflow, 'nodes' | 'connections'> {
	const beginning = begin(parking);
	const sides = ['Left', 'Right'];
	const nodes = sides.flatMap((side) => [parking.node(side), after(side, `After ${side}`)]);
	return {
		nodes: [...beginning, ...nodes, merge()],
		connections: {
			...chain(...names(beginning)),
			[beginning.at(-1)!.name]: { main: [sides.map((side) => to(side))] },
			...chain('Left', 'After Left'),
			...chain('Right', 'After Right'),
			'After Left': { main: [[to('Merge')]] },
			'After Right': { main: [[to('Merge', 1)]] },
		},
	};
}

const branchesSeen = (execution: Execution) => [
	['Left', 'Right', 'Merge'].map((name) => execution.runs(name).length),
	json(execution, 'After Left'),
	json(execution, 'After Right'),
	execution.items('Merge').length,
];
const branchesExpected = [[1, 1, 1], lineage(VIDEOS), lineage(VIDEOS), 2 * VIDEOS.length];

/** What comes after a node that parked: the number of its runs, and the items. */
const runsAndItems = (execution: Execution) => [execution.runs('Park').length, ...json(execution)];
const twice = VIDEOS.flatMap((video) => [video, video]);

/** Workflows that succeed. */
export const ROWS: Row[] = [
	{
		title: 'several items of one keep the one that they come from',
		workflow: (parking) => ({ nodes: inARow(parking, { perItem: 2 }) }),
		seen: runsAndItems,
		expected: [1, ...lineage(twice)],
	},
	{
		title: 'an error goes on with the items that came in, where On Error is Continue',
		end: 'throw',
		workflow: (parking) => ({
			nodes: inARow(parking, { end: 'throw' }, { onError: 'continueRegularOutput' }),
		}),
		seen: (execution) => [execution.runs('Park').length, execution.items('After').length],
		expected: [1, VIDEOS.length],
	},
	{
		title: 'an item with an error goes to the error output, the others do not',
		end: 'errorItem',
		workflow: (parking) => ({
			nodes: inARow(parking, { end: 'errorItem' }, { onError: 'continueErrorOutput' }),
		}),
		seen: (execution) => [execution.runs('Park').length, json(execution), json(execution, 'Park', 1)],
		expected: [
			1,
			lineage(VIDEOS.slice(1)),
			[expect.objectContaining({ error: expect.stringContaining('One failed'), videoId: VIDEOS[0] })],
		],
	},
	{
		title: 'Retry On Fail tries it again',
		end: 'throwOnce',
		workflow: (parking) => ({
			nodes: inARow(parking, { end: 'throwOnce' }, { retryOnFail: true, waitBetweenTries: 100 }),
		}),
		seen: runsAndItems,
		expected: [1, ...lineage(VIDEOS)],
	},
	{
		title: 'Execute Once gives it the first item only',
		workflow: (parking) => ({ nodes: inARow(parking, {}, { executeOnce: true }) }),
		seen: runsAndItems,
		expected: [1, ...lineage(VIDEOS.slice(0, 1))],
	},
	{
		title: 'Always Output Data gives one empty item where it ends without any, and none before',
		end: 'nothing',
		workflow(parking) {
			const park = { ...parking.node('Park', { end: 'nothing' }), alwaysOutputData: true };
			return { nodes: [...begin(parking), park, node('After', 'n8n-nodes-base.noOp', 1, {})] };
		},
		seen: (execution) => [jsonOfRuns(execution, 'Park'), execution.items('After').length],
		expected: [[[{}]], 1],
	},
	{
		title: 'what it hints at stands in its only run',
		end: 'hint',
		workflow: (parking) => ({ nodes: inARow(parking, { end: 'hint' }) }),
		seen: (execution) => execution.runs('Park').map(({ hints }) => hints?.map(({ message }) => message)),
		expected: [['It took a while']],
	},
	{
		title: 'files come with the items',
		end: 'binary',
		workflow: (parking) => ({ nodes: inARow(parking, { end: 'binary' }) }),
		seen: (execution) => execution.items('After').map((item) => Boolean(item.json.bytes)),
		expected: VIDEOS.map(() => true),
	},
	{
		title: 'Loop Over Items: each round is one run of its own',
		workflow(parking) {
			const beginning = begin(parking);
			return {
				nodes: [
					...beginning,
					node('Loop', 'n8n-nodes-base.splitInBatches', 3, { batchSize: 1, options: {} }),
					parking.node('Park'),
					after(),
				],
				connections: loop(names(beginning), 'Loop', ['Park', 'After']),
			};
		},
		seen: (execution) => [execution.runs('Park').length, ...jsonOfRuns(execution, 'After')],
		expected: [VIDEOS.length, ...VIDEOS.map((video) => lineage([video]))],
	},
	{
		title: 'two branches: each is waited for, and Merge has both',
		workflow: branches,
		seen: branchesSeen,
		expected: branchesExpected,
	},
	{
		title: 'two branches in the old execution order',
		workflow: (parking) => ({ ...branches(parking), settings: { executionOrder: 'v0' } }),
		seen: branchesSeen,
		expected: branchesExpected,
	},
	{
		title: 'two of them in a row',
		workflow: (parking) => ({
			nodes: [...begin(parking), parking.node('Other'), parking.node('Park'), after()],
		}),
		seen: (execution) => [execution.runs('Other').length, ...runsAndItems(execution)],
		expected: [1, 1, ...lineage(VIDEOS)],
	},
	{
		title: 'it is found behind the second output of IF',
		workflow(parking) {
			const beginning = begin(parking);
			const isVideo = { leftValue: '={{ $json.videoId }}', rightValue: 'none', operator: EQUALS };
			const never = { conditions: [isVideo], combinator: 'and', options: {} };
			return {
				nodes: [
					...beginning,
					node('If', 'n8n-nodes-base.if', 2.2, { conditions: never, options: {} }),
					parking.node('Park'),
					after(),
				],
				connections: {
					...chain(...names(beginning), 'If'),
					If: { main: [[], [to('Park')]] },
					...chain('Park', 'After'),
				},
			};
		},
		seen: runsAndItems,
		expected: [1, ...lineage(VIDEOS)],
	},
];
