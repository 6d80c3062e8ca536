// n8n's own scan for community packages, with inline disables ignored: on the sources and on what is published.
// Its command takes a published package only, because it begins with the provenance; the rules are the same.
import path from 'node:path';
import { SOURCE_FILE_PATTERNS, analyzePackage } from '@n8n/scan-community-package/scanner/scanner.mjs';
import { withUnpacked } from './unpacked.mts';

const PUBLISHED_FILE_PATTERNS = ['**/*.js', 'package.json'];

async function scan(what: string, folder: string, patterns: string[]): Promise<void> {
	const { passed, message, details } = await analyzePackage(folder, patterns);
	console.log(`${what}: ${passed ? (message ?? 'no violations') : `${message}\n${details ?? ''}`}`);
	if (!passed || message) process.exitCode = 1;
}

await scan('sources', path.join(import.meta.dirname, '..'), SOURCE_FILE_PATTERNS);
await withUnpacked(async (_tarball, unpacked) => await scan('tarball', unpacked, PUBLISHED_FILE_PATTERNS));
