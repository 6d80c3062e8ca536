// Jest gives each test file a realm and a module registry of its own. Loading n8n-core anew into each takes two seconds. In this
// environment a test file runs in the worker's own realm, and what is in node_modules is loaded by Node.js, once per worker. The tests
// and the built package are still loaded anew for each file.
import { createRequire } from 'node:module';
import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';

const load = createRequire(import.meta.url);
/** Stands for this realm where Jest asks for a context. */
const here = vm.createContext();
const compileElsewhere = vm.compileFunction;

// Jest compiles every module with this.
vm.compileFunction = (code, parameters, options = {}) => {
	if (options.parsingContext !== here) return compileElsewhere(code, parameters, options);
	const { filename } = options;
	if (isPackage(filename)) return (module) => (module.exports = load(filename));
	return compileElsewhere(code, parameters, { ...options, parsingContext: undefined });
};

/** Whether a file is of a package other than Jest, whose modules keep the state of one test file. */
function isPackage(filename) {
	return /[\\/]node_modules[\\/](?!jest-|@jest[\\/]|expect[\\/])/.test(filename);
}

/** Globals that a test file may replace. */
const CLOCKS = [
	[globalThis, 'Date'],
	[globalThis, 'setTimeout'],
	[globalThis.performance, 'now'],
	[globalThis.AbortSignal, 'timeout'],
];
const REPLACED = [...CLOCKS, [globalThis, 'console'], [process, 'exit']];

/** Runs test files in the realm of the worker, and leaves it as it was. */
export default class OneRealm extends TestEnvironment {
	constructor(...given) {
		super(...given);
		this.global = globalThis;
		this.moduleMocker = new this.moduleMocker.constructor(globalThis);
		this.fakeTimersModern = new this.fakeTimersModern.constructor({
			config: given[0].projectConfig,
			global: globalThis,
		});
		this.before = new Set(Reflect.ownKeys(globalThis));
		this.values = new Map(REPLACED.map((place) => [place, place[0][place[1]]]));
	}

	getVmContext() {
		return here;
	}

	/** Jest measures on the clock of this realm how long the file took. */
	handleTestEvent({ name }) {
		if (name === 'run_finish') this.putBack(CLOCKS);
	}

	async teardown() {
		await super.teardown();
		this.putBack(REPLACED);
		// The handlers and the state of this file's Jest; what packages have added stays.
		for (const key of Reflect.ownKeys(globalThis)) {
			const isOfJest = /jest|EVENT_HANDLERS/i.test(String(key)) && !this.before.has(key);
			if (isOfJest) Reflect.deleteProperty(globalThis, key);
		}
	}

	putBack(places) {
		for (const place of places) place[0][place[1]] = this.values.get(place);
	}
}
