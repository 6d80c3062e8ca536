// Packs the package and checks that it holds what n8n needs and nothing else, and that it can be required from the tarball.
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { withUnpacked } from './unpacked.mts';

interface Manifest {
	dependencies?: Record<string, string>;
	n8n: { nodes: string[]; credentials: string[] };
}

/** Packed. */
const MOST_BYTES = 70_000;
const ALLOWED = /^(package\.json|index\.js|README\.md|LICENSE|dist\/(nodes|credentials)\/.+\.(js|svg|json))$/;

await withUnpacked(async (tarball, unpacked) => {
	const files = (await readdir(unpacked, { recursive: true, withFileTypes: true }))
		.filter((entry) => entry.isFile())
		.map((entry) => path.relative(unpacked, path.join(entry.parentPath, entry.name)))
		.sort();
	const strangers = files.filter((file) => !ALLOWED.test(file));
	if (strangers.length > 0) throw new Error(`The tarball holds what it should not: ${strangers.join(', ')}`);

	const manifest = JSON.parse(await readFile(path.join(unpacked, 'package.json'), 'utf8')) as Manifest;
	const needed = ['README.md', 'LICENSE', 'index.js', ...manifest.n8n.nodes, ...manifest.n8n.credentials];
	const missing = needed.filter((file) => !files.includes(file));
	if (missing.length > 0) throw new Error(`The tarball lacks ${missing.join(', ')}`);
	if (Object.keys(manifest.dependencies ?? {}).length > 0)
		throw new Error('The package has run-time dependencies');

	const load = `const all = require(${JSON.stringify(unpacked)}); console.log(Object.keys(all).join(' '))`;
	const { stdout } = await execa('node', ['-e', load], { env: { NODE_PATH: path.resolve('node_modules') } });
	const { size } = await stat(tarball);
	if (size > MOST_BYTES)
		throw new Error(`The tarball has ${size} bytes, and ${MOST_BYTES} at most are wanted`);
	console.log(
		`${path.basename(tarball)}: ${files.length} files, ${(size / 1000).toFixed(1)} kB packed; exports ${stdout}`,
	);
});
