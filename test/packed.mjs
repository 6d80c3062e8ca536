// Builds and packs the package once for all files of tests against a real n8n, which find it by PACKED.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { tsImport } from 'tsx/esm/api';

export default async function pack() {
	const { packPackage } = await tsImport('../realN8n/package.mts', import.meta.url);
	const folder = await mkdtemp(join(tmpdir(), 'swiftia-packed-'));
	process.env.PACKED = JSON.stringify(await packPackage(dirname(import.meta.dirname), folder));
}
