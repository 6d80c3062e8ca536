import type { INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';
import type { Stage } from '../stage.mts';

/** The node's actions as its description lists them, with what the form has to show for each. */
function actionsOf({ properties }: INodeTypeDescription) {
	const options = (of: (typeof properties)[number]) => (of.options ?? []) as INodePropertyOptions[];
	const resources = options(properties.find(({ name }) => name === 'resource')!);
	return (
		properties
			.filter(({ name }) => name === 'operation')
			.flatMap((dropdown) => {
				const of = dropdown.displayOptions!.show!.resource![0];
				const resource = resources.find(({ value }) => value === of)!.name;
				return options(dropdown).map(({ action, name }) => ({ action, resource, operation: name }));
			})
			// n8n itself appends Custom API Call, which has no action.
			.filter((entry): entry is typeof entry & { action: string } => entry.action !== undefined)
	);
}

/** What a person who makes shorts may search for. */
const WORDS = [
	'shorts',
	'youtube shorts',
	'clips',
	'subtitles',
	'captions',
	'highlights',
	'viral',
	'watermark',
	'repurpose',
	'podcast',
	'video',
	'reels',
];

/** The node panel, in an n8n and a browser that other suites use as well. */
export function nodePanel(shared: () => Stage): void {
	describe('The node panel', () => {
		let stage: Stage;
		beforeAll(() => void (stage = shared()));

		it('finds Swiftia and lists what it does', async () => {
			const { editor } = stage;
			await editor.newWorkflow();
			await editor.panel.open();
			expect(await editor.panel.search('Swiftia')).toContain('Swiftia');
			await editor.panel.enter('Swiftia');

			const actions = actionsOf(await editor.nodeType('n8n-nodes-swiftia.swiftia'));
			expect(actions.length).toBeGreaterThan(5);
			const names = await editor.panel.names();
			expect(names).toEqual(expect.arrayContaining(actions.map(({ action }) => action)));
		});

		it('finds Swiftia under the words for what it does', async () => {
			const { editor } = stage;
			await editor.newWorkflow();
			await editor.panel.open();
			for (const word of WORDS) expect(await editor.panel.search(word, 'Swiftia')).toContain('Swiftia');
		});

		it('puts each action on the canvas, its form set to resource and operation', async () => {
			const { editor } = stage;
			await editor.newWorkflow();
			for (const { action, resource, operation } of actionsOf(
				await editor.nodeType('n8n-nodes-swiftia.swiftia'),
			)) {
				await editor.add('Swiftia', action);
				expect([
					action,
					await editor.details.value('resource'),
					await editor.details.value('operation'),
				]).toEqual([action, resource, operation]);
				await editor.details.close();
				await editor.canvas.node(action).waitFor();
			}
			await editor.newWorkflow();
			await editor.add('Swiftia', 'Create job');
			await editor.details.close();
			await editor.panel.open();
			await editor.panel.enter('Swiftia');
			await editor.screenshot('docs/screenshots/node-panel.png');
		});
	});
}
