/** @jest-environment ./test/oneRealm.mjs */
import { readFileSync } from 'node:fs';
import { PAGE, parametersPage } from '../../scripts/parametersPage.mts';
import { shownParameters } from './parameters.mts';

it('docs/parameters.md is what the nodes say of their parameters (npm run docs)', async () => {
	expect(readFileSync(PAGE, 'utf8')).toBe(parametersPage(await shownParameters()));
});
