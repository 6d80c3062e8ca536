// Where an API key may not be seen: in a run and what it leaves behind, at another host, and at the host that stores the files.
import { inspect } from 'node:util';
import type { Engine } from '../engine/engine.mts';
import { linesOf } from './log.mts';
import type { CellServer } from './server.mts';
import { stranger } from './stranger.mts';

/** All places where the key was seen and may not be. */
export function keyProblems(engine: Engine, server: CellServer, key: string): string[] {
	const log = linesOf(engine.executionId).join('\n');
	const seen = JSON.stringify(engine.run) + inspect(engine.error, { depth: 4 }) + log;
	return [
		seen.includes(key) ? 'the API key stands in the run, its error or the log' : '',
		stranger.withKey.length > 0 ? `a stranger got a key: ${stranger.withKey.join(', ')}` : '',
		server.filesWithKey > 0 ? 'the key was sent along for a file' : '',
	].filter(Boolean);
}
