import type { INodeProperties, INodePropertyCollection, INodePropertyOptions, INodeType } from 'n8n-workflow';
import { loadPackage } from './engine.mts';

/** A parameter as a person sees it in the editor. */
export interface ShownParameter {
	/** Display names from the outermost collection to the parameter. */
	path: string[];
	/** Such as `Job: Create`, or `Swiftia Trigger`. */
	operation: string;
	property: INodeProperties;
}

const CHOOSERS = ['resource', 'operation'];

/** All parameters of both nodes, operation by operation, collections with what is in them. */
export async function shownParameters(): Promise<ShownParameter[]> {
	const loader = await loadPackage();
	const propertiesOf = (node: string) => (loader.getNode(node).type as INodeType).description.properties;
	const swiftia = propertiesOf('swiftia');
	const own = swiftia.filter(({ name }) => !CHOOSERS.includes(name));
	return [
		...own.flatMap((property) => shown(property, operationOf(swiftia, property))),
		...propertiesOf('swiftiaTrigger')
			.filter(({ type }) => type !== 'notice')
			.flatMap((property) => shown(property, 'Swiftia Trigger')),
	];
}

function shown(property: INodeProperties, operation: string, above: string[] = []): ShownParameter[] {
	const path = [...above, property.displayName];
	const parameters =
		property.type === 'collection'
			? (property.options as INodeProperties[])
			: property.type === 'fixedCollection'
				? (property.options as INodePropertyCollection[]).flatMap(({ values }) => values)
				: [];
	return [{ path, operation, property }, ...parameters.flatMap((inner) => shown(inner, operation, path))];
}

function operationOf(all: INodeProperties[], property: INodeProperties): string {
	const { resource, operation } = property.displayOptions!.show as {
		resource: [string];
		operation: [string];
	};
	const resources = all.find(({ name }) => name === 'resource')!;
	const operations = all.find(
		({ name, displayOptions }) =>
			name === 'operation' && displayOptions!.show!.resource!.includes(resource[0]),
	)!;
	return `${nameOf(resources, resource[0])}: ${nameOf(operations, operation[0])}`;
}

function nameOf({ options }: INodeProperties, value: string): string {
	return (options as INodePropertyOptions[]).find((option) => option.value === value)!.name;
}
