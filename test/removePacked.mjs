import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';

// What packed.mjs wrote.
export default async function remove() {
	await rm(dirname(JSON.parse(process.env.PACKED).tarball), { recursive: true, force: true });
}
