import { join } from 'node:path';
import { execa } from 'execa';
import { childEnvironment } from './lib/environment.mts';
import type { N8nInstallation } from './install.mts';
import type { InstalledPackage } from './package.mts';

/** A node type as n8n lists it. */
export interface NodeTypeEntry {
	/** With the package's name in front: `n8n-nodes-swiftia.swiftia`. */
	name: string;
	displayName: string;
	version: number | number[];
}

// Runs in n8n's own Node, which has SQLite built in; ours may not.
const WRITE_ROWS = `
const { DatabaseSync } = require('node:sqlite');
const { database, pack, nodes } = JSON.parse(process.argv[1]);
const db = new DatabaseSync(database, { timeout: 10000 });
db.exec('BEGIN IMMEDIATE');
db.prepare('DELETE FROM installed_nodes WHERE package = ?').run(pack.name);
db.prepare('DELETE FROM installed_packages WHERE packageName = ?').run(pack.name);
const now = new Date().toISOString().replace('T', ' ').replace('Z', '');
db.prepare(\`INSERT INTO installed_packages
	(packageName, installedVersion, authorName, authorEmail, createdAt, updatedAt) VALUES (?, ?, ?, ?, ?, ?)\`)
	.run(pack.name, pack.version, pack.authorName ?? null, pack.authorEmail ?? null, now, now);
for (const node of nodes)
	db.prepare('INSERT INTO installed_nodes (name, type, latestVersion, package) VALUES (?, ?, ?, ?)')
		.run(node.displayName, node.name, node.latestVersion, pack.name);
db.exec('COMMIT');
db.close();
`;

/**
 * Writes the rows that n8n keeps for an installed community package, so that its settings screen shows it and a
 * restart looks after it. Without them n8n loads the package all the same. `nodes` are n8n's own entries for it.
 */
export async function registerPackage(
	installation: N8nInstallation,
	userFolder: string,
	pack: InstalledPackage,
	nodes: readonly NodeTypeEntry[],
): Promise<void> {
	const rows = nodes.map((node) => ({
		...node,
		latestVersion: Math.max(...[node.version].flat()),
	}));
	const database = join(userFolder, '.n8n', 'database.sqlite');
	const argument = JSON.stringify({ database, pack, nodes: rows });
	await execa(installation.node, ['--no-warnings', '-e', WRITE_ROWS, argument], {
		env: childEnvironment(),
		extendEnv: false,
	});
}
