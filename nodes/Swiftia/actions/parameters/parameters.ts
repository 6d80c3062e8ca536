import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { isTool } from '../../n8n/tool';
import { checkValue } from './checkValue';

/** The parameters that one item gives the node. */
export class Parameters {
	constructor(
		private readonly context: IExecuteFunctions,
		readonly itemIndex: number,
	) {}

	/**
	 * The value of a parameter, checked against its description.
	 *
	 * @typeParam T what `checkValue` gives for the type of this property
	 * @throws SwiftiaError (badInput) for a value that does not fit
	 */
	get<T>(property: INodeProperties): T {
		return checkValue(property, this.raw(property, property.type === 'resourceLocator')) as T;
	}

	/** The value of one option of a collection, checked alone: what else the collection holds concerns its item only. */
	option<T>(collection: INodeProperties, name: string): T | undefined {
		const options = (collection.options as INodeProperties[]).filter((option) => option.name === name);
		return this.get<Record<string, T>>({ ...collection, options })[name];
	}

	/** The value of a parameter as it is: unchecked, and a resource locator with its mode unless only its value is wanted. */
	raw({ name, default: unset }: INodeProperties, extractValue = false): unknown {
		return this.context.getNodeParameter(name, this.itemIndex, unset as object, { extractValue });
	}

	/** The fields of the item itself; none where the node is the tool of an AI agent, whose item is that of the chat or call that started it. */
	get json(): Record<string, unknown> {
		if (isTool(this.context)) return {};
		return this.context.getInputData()[this.itemIndex]!.json;
	}
}
