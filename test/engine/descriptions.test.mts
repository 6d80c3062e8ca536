/** @jest-environment ./test/oneRealm.mjs */
import { shownParameters } from './parameters.mts';

it('says of every parameter what it is, in the panel and to an AI agent', async () => {
	const silent = (await shownParameters()).filter(
		({ property: { type, description, hint } }) => type !== 'collection' && !description && !hint,
	);
	expect(silent.map(({ path, operation }) => `${operation}: ${path.join(' > ')}`)).toEqual([]);
});
