export default {
	testEnvironment: 'node',
	// The engine tests wait more than they work: three on two cores.
	maxWorkers: 3,
	testMatch: ['<rootDir>/test/{unit,engine,simulator,realN8n,bench}/**/*.test.mts'],
	moduleFileExtensions: ['mts', 'ts', 'mjs', 'js', 'json'],
	transform: {
		'\\.mts$': [
			'@swc/jest',
			{ module: { type: 'commonjs' }, jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } },
		],
	},
	// Tests name the sources and run the build: what is tested is what is published.
	moduleNameMapper: { '^(?:\\.\\./)+(nodes|credentials)/(.*)\\.js$': '<rootDir>/dist/$1/$2.js' },
	collectCoverageFrom: ['dist/{nodes,credentials}/**/*.js'],
	coverageProvider: 'v8',
	coverageReporters: ['text-summary', 'text', 'json-summary'],
	// Left by Stryker where it was ended from outside.
	modulePathIgnorePatterns: ['<rootDir>/.stryker-tmp'],
	testTimeout: 30_000,
};
