import type { Resource } from '../operation';
import { create } from './create';
import { get } from './get';
import { waitForCompletion } from './waitForCompletion';

/** A job cuts one video into shorts. */
export const job: Resource = {
	option: { name: 'Job', value: 'job' },
	operations: { create, get, waitForCompletion },
	defaultOperation: 'create',
};
