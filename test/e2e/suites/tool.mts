import type { Stage } from '../stage.mts';

const AGENT = {
	nodes: [
		{
			name: 'AI Agent',
			type: '@n8n/n8n-nodes-langchain.agent',
			typeVersion: 2,
			position: [0, 0],
			parameters: {},
		},
		{
			name: 'Swiftia Tool',
			type: 'n8n-nodes-swiftia.swiftiaTool',
			typeVersion: 1,
			position: [160, 200],
			parameters: { resource: 'render', operation: 'create' },
		},
	],
	connections: {
		'Swiftia Tool': { ai_tool: [[{ node: 'AI Agent', type: 'ai_tool', index: 0 }]] },
	},
};

/** The node as a tool of an AI agent, in an n8n and a browser that other suites use as well. */
export function tool(shared: () => Stage): void {
	describe('The tool of an AI agent', () => {
		it('shows no files and no parking, which a tool cannot hand on or do', async () => {
			const { editor } = shared();
			const { canvas, details } = editor;
			await editor.newWorkflow();
			await editor.paste(JSON.stringify(AGENT));
			await canvas.openNode('Swiftia Tool');
			// The last is n8n's own.
			expect(await details.choices('operation')).toEqual([
				'Create',
				'Get',
				'Wait for Completion',
				'Custom API Call',
			]);
			const names = await details.parameterNames();
			expect(names).toEqual(
				expect.arrayContaining(['Operation', 'Wait for Completion', 'Max Wait (Minutes)']),
			);
			for (const name of ['Download', 'Wait Method', 'Put Output File in Field'])
				expect(names).not.toContain(name);
			await editor.screenshot('docs/screenshots/tool.png');
			await details.close();
		});
	});
}
