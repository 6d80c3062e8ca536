import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Workflow } from '../demo/n8n/workflow.mts';

/** Where the examples are. */
export const EXAMPLES = join(import.meta.dirname, '..', 'examples');

/** One folder per example. */
export const FOLDERS = readdirSync(EXAMPLES, { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.map(({ name }) => name);

/** Every workflow file, such as `shorts-to-google-drive/workflow.json`. */
export const WORKFLOW_FILES = FOLDERS.flatMap((folder) =>
	readdirSync(join(EXAMPLES, folder))
		.filter((name) => name.endsWith('.json'))
		.map((name) => `${folder}/${name}`),
);

/** A workflow as it stands in its file. */
export function readWorkflow(file: string): Workflow {
	return JSON.parse(readFileSync(join(EXAMPLES, file), 'utf8')) as Workflow;
}
