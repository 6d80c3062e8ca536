export default {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/{unit,engine,simulator}/**/*.test.mts'],
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
	testTimeout: 30_000,
};
