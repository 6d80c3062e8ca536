// Tests against a real n8n server. They use the tools of realN8n, which are ES modules: run with --experimental-vm-modules.
export default {
	rootDir: '../..',
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/n8n/**/*.test.mts'],
	moduleFileExtensions: ['mts', 'ts', 'mjs', 'js', 'json'],
	extensionsToTreatAsEsm: ['.mts'],
	transform: {
		'\\.mts$': [
			'@swc/jest',
			{ module: { type: 'es6' }, jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } },
		],
	},
	globalSetup: '<rootDir>/test/packed.mjs',
	globalTeardown: '<rootDir>/test/removePacked.mjs',
	// Two n8n at a time: each mostly waits.
	maxWorkers: 2,
	verbose: true,
	// What the tools of realN8n say of their progress.
	silent: true,
	testTimeout: 300_000,
};
