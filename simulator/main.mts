// npm run simulator: the stand-in alone, until it is stopped.
import { Command, InvalidArgumentError, Option } from 'commander';
import { startSimulator } from './index.mts';
import { DEFAULTS, type SimulatorOptions } from './options.mts';

function number(value: string): number {
	const parsed = Number(value);
	if (value.trim() === '' || Number.isNaN(parsed) || parsed < 0)
		throw new InvalidArgumentError('It has to be a number from 0.');
	return parsed;
}

const options = new Command('simulator')
	.description('A stand-in for the Swiftia API on this machine. Nothing is paid for.')
	.option('--port <port>', 'port; 0 takes a free one', number, 4010)
	.option('--key <key>', 'the API key that is accepted', 'swiftia-simulator-key')
	.addOption(
		new Option('--profile <name>', 'API generation')
			.choices(['apr2025', 'g1', 'g2', 'g3', 'kb'])
			.default(DEFAULTS.profile),
	)
	.addOption(
		new Option('--plan <name>', 'rate limit')
			.choices(['free', 'starter', 'pro', 'swift', 'unlimited'])
			.default(DEFAULTS.plan),
	)
	.option('--time-scale <factor>', 'simulated seconds per second', number, DEFAULTS.timeScale)
	.option('--job-seconds <seconds>', 'how long a job takes', number, DEFAULTS.jobSeconds)
	.option('--render-seconds <seconds>', 'how long a render takes', number, DEFAULTS.renderSeconds)
	.option('--render-slots <count>', 'renders at the same time', number, DEFAULTS.renderSlots)
	.option('--shorts, --shorts-per-job <count>', 'shorts that a job comes to', number, DEFAULTS.shortsPerJob)
	.option('--file-bytes <bytes>', 'least size of an MP4', number, DEFAULTS.fileBytes)
	.addOption(
		new Option('--progress <kind>', 'what is told of the progress of jobs and renders')
			.choices(['linear', 'stalls', 'missing'])
			.default(DEFAULTS.progress),
	)
	.parse()
	.opts<SimulatorOptions>();

const simulator = await startSimulator(options);
console.log(`Swiftia simulator (${options.profile}, plan ${options.plan}) is running.

  Base URL   ${simulator.apiUrl}
  API Key    ${simulator.key}
  State      ${simulator.url}/_simulator/state

Ctrl-C ends it.`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.once(signal, () => void simulator.close().then(() => process.exit(0)));
}
