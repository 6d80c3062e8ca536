import quick from '../jest.config.mjs';

// A simulated cluster: thousands of schedules in simulated time.
export default {
	...quick,
	rootDir: '../..',
	// n8n-core writes hooks that fail to the console, and hooks fail here on purpose.
	silent: true,
	testMatch: ['<rootDir>/test/cluster/**/*.test.mts'],
	maxWorkers: 2,
	testTimeout: 86_400_000,
};
