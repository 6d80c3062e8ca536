import type { INodeProperties } from 'n8n-workflow';
import { brandPreset } from './brandPreset';
import { job } from './job';
import type { Resource } from './operation';
import { render } from './render';
import { short } from './short';

/** All resources of the node, by name. */
export const resources: Record<string, Resource> = { brandPreset, job, render, short };

/** The node's parameters: Resource, Operation, and each operation's own, shown where they belong. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: Object.values(resources).map(({ option }) => option),
		default: 'job',
	},
	...Object.entries(resources).flatMap(([name, resource]) => [
		operationDropdown(name, resource),
		...ownProperties(name, resource),
	]),
];

/** What the canvas shows below the node's name: the chosen operation in words. */
export const subtitle = `={{ (${JSON.stringify(operationsInWords())})[$parameter.resource + ":" + $parameter.operation] }}`;

function operationsInWords(): Record<string, string> {
	const words = Object.entries(resources).flatMap(([resource, { operations }]) =>
		Object.entries(operations).map(([name, { option }]) => [
			`${resource}:${name}`,
			option.action ?? option.name,
		]),
	);
	return Object.fromEntries(words) as Record<string, string>;
}

function operationDropdown(name: string, { operations, defaultOperation }: Resource): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [name] } },
		options: Object.values(operations).map(({ option }) => option),
		default: defaultOperation,
	};
}

function ownProperties(resource: string, { operations }: Resource): INodeProperties[] {
	return Object.entries(operations).flatMap(([operation, { properties: own }]) =>
		own.map((property) => ({
			...property,
			displayOptions: {
				...property.displayOptions,
				show: { ...property.displayOptions?.show, resource: [resource], operation: [operation] },
			},
		})),
	);
}
