/** Mutation testing of the rooms where money, the key and the waking of executions are decided: `npm run test:mutation`. */
export default {
	mutate: [
		'nodes/Swiftia/api/**/*.ts',
		'nodes/Swiftia/transport/**/*.ts',
		'nodes/Swiftia/wait/**/*.ts',
		'nodes/Swiftia/trigger/**/*.ts',
		// Texts only.
		'!nodes/Swiftia/trigger/description.ts',
		'nodes/Swiftia/actions/run/ledger.ts',
	],
	testRunner: 'jest',
	jest: { configFile: 'test/unit/jest.stryker.config.mjs' },
	coverageAnalysis: 'perTest',
	// A constant of a module asks for all tests anew: a sixth of the mutants, three quarters of the time.
	ignoreStatic: true,
	incremental: false,
	concurrency: 2,
	timeoutMS: 5_000,
	reporters: ['clear-text', 'html', 'json'],
	clearTextReporter: { allowColor: false, reportTests: false, reportMutants: true, allowEmojis: false },
	tempDirName: '.stryker-tmp',
	cleanTempDir: 'always',
	ignorePatterns: [
		'/dist',
		'/demo',
		'/realN8n',
		'/docs',
		'/examples',
		'/test/e2e',
		'/test/n8n',
		'/test/engine',
		'/simulator',
		'/out',
	],
	thresholds: { high: 95, low: 85, break: 85 },
};
