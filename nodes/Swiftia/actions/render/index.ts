import type { Resource } from '../operation';
import { create } from './create';
import { download } from './download';
import { get } from './get';
import { waitForCompletion } from './waitForCompletion';

/** A render makes the MP4 of one short. */
export const render: Resource = {
	option: { name: 'Render', value: 'render' },
	operations: { create, download, get, waitForCompletion },
	defaultOperation: 'create',
};
