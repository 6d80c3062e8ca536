import base from '../jest.config.mjs';

/** The unit tests on the sources themselves: what Stryker has changed there must show without a build. */
export default {
	...base,
	rootDir: '../..',
	testMatch: ['<rootDir>/test/unit/{api,transport,wait,trigger,actions}/**/*.test.mts'],
	testTimeout: 5_000,
};
