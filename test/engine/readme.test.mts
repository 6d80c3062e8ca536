/** @jest-environment ./test/oneRealm.mjs */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shownParameters } from './parameters.mts';

const README = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');

/** The rows of the tables of a section, cell by cell. */
function rows(section: string): string[][] {
	const [, text = ''] = README.split(new RegExp(`^## ${section}$`, 'm'));
	return text
		.split(/^## /m)[0]!
		.split('\n')
		.filter((line) => line.startsWith('|'))
		.map((line) =>
			line
				.split('|')
				.slice(1, -1)
				.map((cell) => cell.trim()),
		);
}

it('README lists each parameter of the nodes with the operations that have it, and no other', async () => {
	const inNodes = new Map<string, string[]>();
	for (const { path, operation } of await shownParameters()) {
		const name = path.join(' > ');
		inNodes.set(name, [...(inNodes.get(name) ?? []), operation]);
	}
	const inReadme = rows('Parameters')
		.filter(([name]) => name!.startsWith('**'))
		.map(([name, operations]) => [name!.replaceAll('**', ''), operations!.split(', ').sort()]);
	const sorted = [...inNodes].map(([name, operations]) => [name, operations.sort()]);
	expect(Object.fromEntries(inReadme)).toEqual(Object.fromEntries(sorted));
	expect(inReadme).toHaveLength(sorted.length);
});
