import type { Resource } from '../operation';
import { getAll } from './getAll';

/** A short is one part of a job's video, ready to be rendered. */
export const short: Resource = {
	option: { name: 'Short', value: 'short' },
	operations: { getAll },
	defaultOperation: 'getAll',
};
