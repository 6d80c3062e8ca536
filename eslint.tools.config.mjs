// n8n's strict lint covers every *.ts; this one covers what runs outside n8n (simulator, demo, bench, tests).
import js from '@eslint/js';
import tseslint from 'typescript-eslint';

export default tseslint.config(
	{ ignores: ['dist', 'node_modules', 'coverage', '**/*.ts'] },
	js.configs.recommended,
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
);
