import type { N8nRelease } from '../../../realN8n/install.mts';
import { World } from '../world.mts';
import { aiTool } from './aiTool.mts';
import { credential } from './credential.mts';
import { customers } from './customers.mts';
import { download } from './download.mts';
import { network } from './network.mts';
import { operations } from './operations.mts';
import { payingOnce } from './payingOnce.mts';
import { pipeline } from './pipeline.mts';
import type { SharedN8n } from './sharedN8n.mts';
import { trigger } from './trigger.mts';
import { waiting } from './waiting.mts';

/** All that needs no n8n of its own, on one of this release: starting one takes half a minute. */
export function suitesOn(release: N8nRelease): void {
	describe(`In n8n ${release.version}`, () => {
		let world: World;
		beforeAll(async () => (world = await World.start(release)), 900_000);
		afterAll(async () => await world.close());
		const shared: SharedN8n = { release, open: async (simulator) => await world.beside(simulator) };
		for (const suite of [
			operations,
			waiting,
			pipeline,
			payingOnce,
			download,
			trigger,
			credential,
			customers,
			network,
			aiTool,
		])
			suite(shared);
	});
}
