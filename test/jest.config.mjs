export default {
	rootDir: '..',
	testEnvironment: 'node',
	// The engine tests wait more than they work: three on two cores.
	maxWorkers: 3,
	testMatch: ['<rootDir>/test/{unit,engine,simulator,realN8n,bench}/**/*.test.mts'],
	moduleFileExtensions: ['mts', 'ts', 'mjs', 'js', 'json'],
	transform: {
		'\\.m?ts$': [
			'@swc/jest',
			{ module: { type: 'commonjs' }, jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } },
		],
	},
	// A node or credential is tested as it is published, one of its modules as it is written.
	moduleNameMapper: {
		'^(?:\\.\\./)+((?:nodes|credentials)/.*\\.(?:node|credentials))\\.js$': '<rootDir>/dist/$1.js',
		'^((?:\\.\\./){2,}nodes/.*)\\.js$': '$1.ts',
	},
	// Left by Stryker where it was ended from outside.
	modulePathIgnorePatterns: ['<rootDir>/.stryker-tmp'],
	testTimeout: 90_000,
};
