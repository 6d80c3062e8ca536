import type { Resource } from '../operation';
import { getAll } from './getAll';

/** A brand preset is the look that an organization made for its shorts. */
export const brandPreset: Resource = {
	option: { name: 'Brand Preset', value: 'brandPreset' },
	operations: { getAll },
	defaultOperation: 'getAll',
};
