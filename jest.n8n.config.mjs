// Tests against a real n8n server. They use the demo's tools, which are ES modules: run with --experimental-vm-modules.
export default {
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
	// One n8n at a time.
	maxWorkers: 1,
	verbose: true,
	// What the demo's tools say of their progress.
	silent: true,
	testTimeout: 300_000,
};
