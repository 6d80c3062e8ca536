// The built package as one n8n process has it: modules of its own, with the clocks, the timers and the chance of that process.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import type { ICredentialType, INodeType } from 'n8n-workflow';
import * as n8nWorkflow from 'n8n-workflow';

const DIST = path.resolve(import.meta.dirname, '../../dist');
const load = createRequire(import.meta.url);

/** What a module of the package finds as globals. */
const GLOBALS = [
	'Date',
	'performance',
	'Math',
	'AbortSignal',
	'setTimeout',
	'clearTimeout',
	'Map',
	'Set',
] as const;

/** The globals of one process. */
export type ProcessGlobals = Record<(typeof GLOBALS)[number], unknown>;

type Compiled = (...given: unknown[]) => void;

/** By file: compiled once, run once for each process. */
const compiled = new Map<string, Compiled>();

function compile(file: string): Compiled {
	const known = compiled.get(file);
	if (known) return known;
	const parameters = ['exports', 'require', 'module', ...GLOBALS];
	const made = vm.compileFunction(readFileSync(file, 'utf8'), parameters, { filename: file }) as Compiled;
	compiled.set(file, made);
	return made;
}

/** The package in one process. */
export interface LoadedPackage {
	node: INodeType;
	credential: ICredentialType;
}

/**
 * Loads the package anew.
 *
 * @param sleep what n8n-workflow's `sleep` is in this process
 */
export function loadPackage(
	globals: ProcessGlobals,
	sleep: (milliseconds: number) => Promise<void>,
): LoadedPackage {
	const modules = new Map<string, Record<string, unknown>>();
	const workflowPackage: object = Object.create(n8nWorkflow, { sleep: { value: sleep, enumerable: true } });
	const requireFile = (file: string): Record<string, unknown> => {
		const known = modules.get(file);
		if (known) return known;
		const module = { exports: {} as Record<string, unknown> };
		modules.set(file, module.exports);
		const requireFrom = (name: string): unknown => {
			if (name === 'n8n-workflow') return workflowPackage;
			return name.startsWith('.') ? requireFile(path.resolve(path.dirname(file), name)) : load(name);
		};
		compile(file)(module.exports, requireFrom, module, ...GLOBALS.map((name) => globals[name]));
		return module.exports;
	};
	const make = <T,>(file: string, name: string) =>
		new (requireFile(path.join(DIST, file))[name] as new () => T)();
	return {
		node: make<INodeType>('nodes/Swiftia/Swiftia.node.js', 'Swiftia'),
		credential: make<ICredentialType>('credentials/SwiftiaApi.credentials.js', 'SwiftiaApi'),
	};
}
