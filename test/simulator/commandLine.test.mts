/** @jest-environment ./test/oneRealm.mjs */
import { spawn } from 'node:child_process';
import path from 'node:path';
import axios from 'axios';
import { closing } from '../closing.mts';

const REPOSITORY = path.resolve(import.meta.dirname, '../..');

/** Runs the simulator as `npm run simulator` does, until it has printed its state's address or has ended. */
async function run(...options: string[]) {
	const child = spawn(process.execPath, ['--import', 'tsx', 'simulator/main.mts', ...options], {
		cwd: REPOSITORY,
	});
	closing(async () => child.kill('SIGKILL'));
	let printed = '';
	const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
	const said = new Promise<void>((resolve) => {
		for (const stream of [child.stdout, child.stderr]) {
			stream.on('data', (text: Buffer) => {
				printed += text.toString();
				if (printed.includes('Ctrl-C ends it.')) resolve();
			});
		}
	});
	await Promise.race([said, ended]);
	return { child, ended, printed: () => printed };
}

it('prints where it is and what key it takes, and ends when it is told to', async () => {
	const { child, ended, printed } = await run(
		'--port',
		'0',
		'--key',
		'my-key',
		'--profile',
		'g1',
		'--plan',
		'pro',
	);
	const [, apiUrl] = /Base URL\s+(\S+)/.exec(printed())!;
	const answer = await axios.get(`${apiUrl}/organizations/brandings`, {
		headers: { Authorization: 'Bearer my-key' },
	});
	expect(answer.status).toBe(200);
	child.kill('SIGTERM');
	expect(await ended).toBe(0);
});

it('says what is wrong with an option, and does not start', async () => {
	const { ended, printed } = await run('--profile', 'g9');
	expect(await ended).toBe(1);
	expect(printed()).toMatch(/profile.*g9.*Allowed choices are apr2025, g1, g2, g3, kb/);
});
