import base from '../jest.config.mjs';

/** Properties, tried with 2,000 cases each or as many as PROPERTY_RUNS says. */
export default {
	...base,
	rootDir: '../..',
	testMatch: ['<rootDir>/test/properties/**/*.test.mts'],
	testTimeout: 3_600_000,
};
