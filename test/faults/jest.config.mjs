import quick from '../jest.config.mjs';

// The fault matrix: one test per cell, many at once, each with servers of its own.
export default {
	...quick,
	rootDir: '../..',
	testMatch: ['<rootDir>/test/faults/**/*.test.mts'],
	globalSetup: '<rootDir>/test/faults/certificate.mjs',
	// A busy process must not spend a request's time limit: two processes on two cores, and not too fast a clock.
	maxWorkers: 2,
	globals: { testSpeed: 15 },
	maxConcurrency: 8,
	reporters: ['default', '<rootDir>/test/faults/reporter.mjs'],
	testTimeout: 200_000,
};
