// n8n's strict lint covers every *.ts and lets nobody add rules; this one covers what runs outside n8n (simulator, demo, bench, tests),
// and the layers of nodes/Swiftia.
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Folders of nodes/Swiftia from the ground up. Imports only go down, and those of one floor stand beside each other. */
const FLOORS = [['api', 'n8n', 'time'], ['transport'], ['wait'], ['actions', 'methods', 'trigger']];

const floorRules = FLOORS.flatMap((floor, level) => floor.map((folder) => rulesOf(folder, floor, level)));

function rulesOf(folder, floor, level) {
	return {
		files: [`nodes/Swiftia/${folder}/**/*.ts`],
		languageOptions: { parser: tseslint.parser },
		rules: {
			'no-restricted-imports': [
				'error',
				{
					patterns: [
						{
							group: FLOORS.slice(level + 1)
								.flat()
								.map((above) => `**/${above}/**`)
								.concat(folder === 'api' ? ['n8n-workflow', '**/n8n/**'] : ['**/*.node']),
							message: 'Imports only go down: api, n8n and time, transport, wait, actions.',
						},
					],
				},
			],
			'no-restricted-syntax': [
				'error',
				...onlyIn('transport', folder, /^(httpRequest|httpRequestWithAuthentication)$/, 'sends requests'),
				...onlyIn('time', folder, /^sleep$/, 'sleeps; use its pause'),
				...onlyIn('n8n', folder, /^putExecutionToWait$/, 'parks'),
			],
		},
	};
}

/** Keeps a call to one folder. */
function onlyIn(home, folder, name, does) {
	if (folder === home) return [];
	const called = `CallExpression > :matches(Identifier[name=${name}], MemberExpression[property.name=${name}]).callee`;
	return [{ selector: called, message: `Only ${home} ${does}.` }];
}

export default tseslint.config(
	{ ignores: ['dist', 'node_modules', 'out', 'reports', '.stryker-tmp', 'credentials'] },
	{ ...js.configs.recommended, ignores: ['**/*.ts'] },
	{
		files: ['**/*.mts'],
		extends: [tseslint.configs.strict],
		rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
	},
	{
		files: ['**/*.{js,mjs}'],
		languageOptions: {
			globals: { module: 'writable', require: 'readonly', exports: 'writable', process: 'readonly' },
		},
	},
	...floorRules,
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts'],
		languageOptions: { parser: tseslint.parser },
		rules: { complexity: ['error', 10] },
	},
);
