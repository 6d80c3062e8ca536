/** @jest-environment ./test/oneRealm.mjs */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodePropertyOptions } from 'n8n-workflow';
import { loadPackage } from './engine.mts';
import { World } from './world.mts';

const FOLDER = join(import.meta.dirname, '../../dist/nodes/Swiftia/__schema__/v1.0.0');

interface Schema {
	type: string;
	properties?: Record<string, Schema>;
	items?: Schema;
}

function schemaOf(resource: string, operation: string): Schema {
	return JSON.parse(readFileSync(join(FOLDER, resource, `${operation}.json`), 'utf8')) as Schema;
}

/** Where the value is not what the schema says; null and missing content say nothing about a type. */
function deviations(schema: Schema, value: unknown, path = 'json'): string[] {
	if (value === null) return [];
	const type = Array.isArray(value) ? 'array' : typeof value;
	if (type !== schema.type) return [`${path} is ${type}, not ${schema.type}`];
	if (Array.isArray(value)) return value.flatMap((entry) => deviations(schema.items!, entry, `${path}[]`));
	if (typeof value !== 'object') return [];
	const fields = new Set([...Object.keys(value as object), ...Object.keys(schema.properties ?? {})]);
	return [...fields].flatMap((field) => {
		const property = schema.properties?.[field];
		if (!property) return [`${path}.${field} is not in the schema`];
		if (!(field in (value as object))) return [`${path}.${field} is only in the schema`];
		return deviations(property, (value as Record<string, unknown>)[field], `${path}.${field}`);
	});
}

describe('Output schemas', () => {
	let world: World;
	beforeAll(async () => (world = await World.start()));
	afterAll(async () => await world.close());

	const wait = { options: { pollInterval: 1 }, waitMethod: 'polling' };
	const cases: Array<[string, string, (ids: { jobId: string; renderId: string }) => object]> = [
		['job', 'create', () => ({ video: { __rl: true, mode: 'id', value: 'dQw4w9WgXcQ' } })],
		['job', 'get', ({ jobId }) => ({ jobId })],
		['job', 'waitForCompletion', ({ jobId }) => ({ jobId, ...wait })],
		['short', 'getAll', ({ jobId }) => ({ jobId })],
		['render', 'create', ({ jobId }) => ({ jobId, renderTarget: 'all', ...wait })],
		['render', 'get', ({ renderId }) => ({ renderId })],
		['render', 'waitForCompletion', ({ renderId }) => ({ renderId, ...wait })],
		['render', 'download', ({ renderId }) => ({ renderId })],
		['brandPreset', 'getAll', () => ({})],
	];

	it('are there for every operation', async () => {
		const { properties } = (await loadPackage()).getNode('swiftia').type.description as never as {
			properties: Array<{
				name: string;
				displayOptions?: { show?: { resource?: string[] } };
				options?: INodePropertyOptions[];
			}>;
		};
		const operations = properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ displayOptions, options }) =>
				options!.map(({ value }) => `${displayOptions!.show!.resource![0]}/${value}`),
			);
		expect(operations.filter((path) => !existsSync(join(FOLDER, `${path}.json`)))).toEqual([]);
		expect(operations.sort()).toEqual(
			cases.map(([resource, operation]) => `${resource}/${operation}`).sort(),
		);
	});

	it.each(cases)('%s: %s gives the fields of its schema', async (resource, operation, parameters) => {
		const jobId = await world.endedJob();
		const starting = await world.engine([
			{ parameters: { resource: 'render', operation: 'create', jobId, renderTarget: 'all', ...wait } },
		]);
		await starting.execute();
		const renderId = String(starting.json()[0]!.renderId);
		const engine = await world.engine([
			{ parameters: { resource, operation, ...parameters({ jobId, renderId }) } },
		]);
		await engine.execute();
		expect(engine.json().length).toBeGreaterThan(0);
		expect(engine.json().flatMap((json) => deviations(schemaOf(resource, operation), json))).toEqual([]);
	});
});
