import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Workflow } from '../realN8n/workflow.mts';

/** Where the examples are. */
export const EXAMPLES = join(import.meta.dirname, '..', 'examples');

/** One folder per example. */
const FOLDERS = readdirSync(EXAMPLES, { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.map(({ name }) => name);

/** Those in the shape of public templates: services of many kinds, and people who answer. */
export const TEMPLATE_FOLDERS = ['channel-to-scheduled-youtube', 'form-with-approval', 'sheet-as-queue'];

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
