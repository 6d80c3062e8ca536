// Read by n8n-core when it is loaded, so this has to be imported before it.
import 'reflect-metadata';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

process.env.N8N_USER_FOLDER = mkdtempSync(path.join(tmpdir(), 'swiftia-cluster-'));
process.env.N8N_LOG_LEVEL = 'silent';
