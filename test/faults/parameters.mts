import type { INodeParameters, INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { Swiftia } from '../../nodes/Swiftia/Swiftia.node.js';

/** A parameter of one operation, with all that has to be set so that it counts. */
export interface ParameterRow {
	/** Such as `job create > Options > Poll Interval (Seconds)`. */
	name: string;
	property: INodeProperties;
	/** The mode of a resource locator. */
	mode?: 'id' | 'url';
	/** The node's parameters with this value in it, as an expression or whatever it is. */
	withValue: (value: INodeParameters[string]) => INodeParameters;
}

/** What operations need besides. */
const NEEDED: INodeParameters = {
	video: { __rl: true, mode: 'id', value: 'dQw4w9WgXcQ' },
	jobId: 'job-1',
	renderId: 'render-1',
	renderTarget: 'all',
	shortId: { __rl: true, mode: 'id', value: '2' },
	brandPresetId: { __rl: true, mode: 'id', value: 'preset-1' },
	predefinedShorts: { shorts: [{ title: 'A', start: '0:01', end: '1:00' }] },
	predefinedShortsJson: '[{ "title": "A", "start": 1, "end": 60 }]',
	webhookUrl: 'https://example.com/hook',
	completionWebhook: 'none',
	waitMethod: 'polling',
};
/** What an entry of a fixed collection needs besides. */
const ENTRIES: Record<string, INodeParameters> = {
	predefinedShorts: { title: 'A', start: '0:01', end: '1:00' },
	customSize: { width: 1080, height: 1920, name: '9:16' },
	waterMark: { waterMarkUrl: 'https://example.com/logo.png' },
	captionStyle: { property: 'color', value: '#ffffff', activeValue: '#ffd400' },
};

/** They take no expression as a whole: n8n itself puts an empty one in the place of what is none. */
const COLLECTIONS = ['collection', 'fixedCollection'];

type Build = ParameterRow['withValue'];

/** Every parameter of every operation, those in collections included; read from the node's own description. */
export function parameterRows(): ParameterRow[] {
	return new Swiftia().description.properties
		.filter(({ name }) => name !== 'resource' && name !== 'operation')
		.flatMap((property) => rowsOf(property));
}

function rowsOf(property: INodeProperties): ParameterRow[] {
	const show = property.displayOptions!.show as Record<string, Array<string | boolean>>;
	const shown = Object.fromEntries(Object.entries(show).map(([name, [value]]) => [name, value!]));
	const base: INodeParameters = { ...NEEDED, ...shown };
	const path = `${shown.resource} ${shown.operation} > ${property.displayName}`;
	const build: Build = (value) => ({ ...base, [property.name]: value });
	const inner = innerRows(property, path, build);
	if (COLLECTIONS.includes(property.type)) return inner;
	if (property.type !== 'resourceLocator') return [{ name: path, property, withValue: build }, ...inner];
	const modes = (['id', 'url'] as const).filter((mode) => property.modes?.some(({ name }) => name === mode));
	return modes.map((mode) => ({
		name: `${path} (${mode})`,
		property,
		mode,
		withValue: (value) => build({ __rl: true, mode, value }),
	}));
}

function innerRows(property: INodeProperties, path: string, build: Build): ParameterRow[] {
	if (property.type === 'collection') {
		return (property.options as INodeProperties[]).flatMap((inner) => {
			const innerPath = `${path} > ${inner.displayName}`;
			const withInner: Build = (value) => ({ ...build({ [inner.name]: value }), ...shownFor(inner) });
			return [
				...(COLLECTIONS.includes(inner.type)
					? []
					: [{ name: innerPath, property: inner, withValue: withInner }]),
				...innerRows(inner, innerPath, withInner),
			];
		});
	}
	if (property.type !== 'fixedCollection') return [];
	const [group] = property.options as INodePropertyCollection[];
	return group!.values.map((inner) => ({
		name: `${path} > ${inner.displayName}`,
		property: inner,
		withValue: (value) => {
			const entry = { ...ENTRIES[property.name], [inner.name]: value };
			return build({ [group!.name]: property.typeOptions?.multipleValues ? [entry] : entry });
		},
	}));
}

/** What an option of a collection asks of the parameters beside the collection. */
function shownFor({ displayOptions }: INodeProperties): INodeParameters {
	const asked = Object.entries(displayOptions?.show ?? {}).filter(([name]) => name.startsWith('/'));
	return Object.fromEntries(asked.map(([name, values]) => [name.slice(1), (values as boolean[])[0]!]));
}
