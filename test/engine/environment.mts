// Read by n8n-core when it is loaded, so this has to be imported before it.
import 'reflect-metadata';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

process.env.N8N_USER_FOLDER = mkdtempSync(path.join(tmpdir(), 'swiftia-engine-'));
process.env.N8N_LOG_LEVEL = 'silent';
process.env.N8N_DEFAULT_BINARY_DATA_MODE = 'filesystem';

// Watchers and looks sleep on beside a parked execution; such a timer shall not keep a test run alive.
const startTimer = globalThis.setTimeout;
globalThis.setTimeout = ((act: () => void, milliseconds?: number) => {
	const timer = startTimer(act, milliseconds);
	return milliseconds !== undefined && milliseconds > 1_000 ? timer.unref() : timer;
}) as typeof setTimeout;
