import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { packPackage } from '../realN8n/package.mts';

const REPOSITORY = join(import.meta.dirname, '..');

/**
 * Packs the package as npm publishes it, and hands over the tarball and the folder it was unpacked to; both are removed afterwards.
 *
 * @param packed the tarball, where there is one already; it stays
 */
export async function withUnpacked(
	look: (tarball: string, unpacked: string) => Promise<void>,
	packed?: string,
): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'swiftia-pack-'));
	try {
		const tarball = packed ?? (await packPackage(REPOSITORY, folder)).tarball;
		await execa('tar', ['xzf', tarball, '-C', folder]);
		await look(tarball, join(folder, 'package'));
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
