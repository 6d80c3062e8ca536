// npm run docs: writes docs/parameters.md from the descriptions of the nodes.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INodePropertyOptions } from 'n8n-workflow';
import { type ShownParameter, shownParameters } from '../test/engine/parameters.mts';

/** Where the page is. */
export const PAGE = join(import.meta.dirname, '../docs/parameters.md');

const BEGIN = `# Parameters

Every parameter of every operation, by the name that the editor shows. \`>\` leads into a collection. Made by \`npm run docs\` from the descriptions of the nodes.
`;

/** The page, as Markdown: one table per operation. */
export function parametersPage(parameters: ShownParameter[]): string {
	const operations = [...new Set(parameters.map(({ operation }) => operation))];
	const sections = operations.map((operation) => {
		const rows = parameters.filter((parameter) => parameter.operation === operation).map(row);
		return [`## ${operation}`, '', '| Parameter | What it is |', '| --- | --- |', ...rows, ''].join('\n');
	});
	return [BEGIN, ...sections].join('\n');
}

function row({ path, property }: ShownParameter): string {
	const sentences = [property.description ?? property.hint, choices(property), unless(property)];
	return `| **${path.join(' > ')}** | ${sentences
		.filter((text) => text)
		.map((text) => asSentence(text!))
		.join(' ')} |`;
}

function choices({ type, options }: ShownParameter['property']): string {
	if (type !== 'options') return '';
	return `Choices: ${(options as INodePropertyOptions[]).map(({ name }) => name).join(', ')}`;
}

function unless({ type, default: value }: ShownParameter['property']): string {
	const isPlain = type === 'string' || type === 'number';
	return isPlain && value !== '' ? `Default: \`${String(value).replace(/^=/, '')}\`` : '';
}

function asSentence(text: string): string {
	const plain = text.replaceAll('|', '\\|');
	return /[.!?]$/.test(plain) ? plain : `${plain}.`;
}

if (process.argv[1] === import.meta.filename) await writeFile(PAGE, parametersPage(await shownParameters()));
