import type { Locator, Page } from 'playwright-core';

/** How a node on the canvas is marked. */
export type NodeMark = 'waiting' | 'success' | 'error';

/** A part of the page, in pixels. */
export interface Area {
	x: number;
	y: number;
	width: number;
	height: number;
}

/** The canvas with its nodes. */
export class Canvas {
	constructor(private readonly page: Page) {}

	/** A node by the name that stands below it. */
	node(name: string): Locator {
		const label = this.page.getByText(name, { exact: true });
		return this.page.getByTestId('canvas-node').filter({ has: label });
	}

	async openNode(name: string): Promise<void> {
		await this.node(name).dblclick();
		await this.page.getByTestId('ndv').waitFor();
	}

	/** Runs the workflow from its trigger. */
	async execute(): Promise<void> {
		await this.page.getByTestId('execute-workflow-button').click();
	}

	/** Waits until the node is marked so. */
	async marked(name: string, mark: NodeMark): Promise<void> {
		const node = this.node(name);
		// n8n gives this state no test id, only a class on the node.
		if (mark === 'waiting') await node.locator('.waiting').waitFor();
		else await node.getByTestId(`canvas-node-status-${mark}`).first().waitFor();
	}

	/** Lays the nodes out in a row and brings all of them into view. */
	async tidyUp(): Promise<void> {
		await this.page.getByTestId('tidy-up-button').click();
		await this.settled();
		await this.fit();
	}

	/** Brings all nodes into view. */
	async fit(): Promise<void> {
		await this.page.getByTestId('zoom-to-fit').click();
		await this.settled();
	}

	/** The nodes that are marked as not ready to run. */
	async issues(): Promise<string[]> {
		const marked = this.page.getByTestId('node-issues');
		return await this.page.getByTestId('canvas-node').filter({ has: marked }).allInnerTexts();
	}

	/** The pictures of the nodes: where each came from, and whether the browser could draw it. */
	async icons(): Promise<Array<{ file: string; drawn: boolean }>> {
		return await this.page
			.getByTestId('canvas-node')
			.locator('img')
			.evaluateAll((images) =>
				(images as HTMLImageElement[]).map(({ src, complete, naturalWidth }) => ({
					file: new URL(src).pathname.split('/').at(-1) ?? '',
					drawn: complete && naturalWidth > 0,
				})),
			);
	}

	/** The part of the page that all nodes with their names take. */
	async extent(): Promise<Area> {
		const margin = 24;
		return await this.page.locator('.vue-flow__node').evaluateAll((nodes, room) => {
			const parts = nodes.flatMap((node) => [node, ...Array.from(node.querySelectorAll('*'))]);
			const boxes = parts.map((part) => part.getBoundingClientRect()).filter(({ width }) => width > 0);
			const left = Math.min(...boxes.map((box) => box.left)) - room;
			const top = Math.min(...boxes.map((box) => box.top)) - room;
			const right = Math.max(...boxes.map((box) => box.right)) + room;
			const bottom = Math.max(...boxes.map((box) => box.bottom)) + room;
			return { x: left, y: top, width: right - left, height: bottom - top };
		}, margin);
	}

	/** Selects no node. */
	async deselect(): Promise<void> {
		await this.page.locator('.vue-flow__pane').click({ position: { x: 4, y: 4 } });
	}

	// n8n moves nodes and view by animations: wait until nothing has moved between two looks.
	private async settled(): Promise<void> {
		await this.page.waitForFunction(
			() => {
				const view = document.querySelector('.vue-flow__transformationpane');
				const nodes = Array.from(document.querySelectorAll('.vue-flow__node'));
				const now = [view, ...nodes]
					.map((element) => (element as HTMLElement | null)?.style.transform)
					.join();
				const held = window as unknown as { lastPlaces?: string };
				const same = held.lastPlaces === now;
				held.lastPlaces = now;
				return same;
			},
			undefined,
			{ polling: 200 },
		);
	}
}
