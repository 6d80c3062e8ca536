import type { N8nRelease } from '../../../realN8n/install.mts';
import type { SimulatorOptions } from '../../../simulator/index.mts';
import type { World } from '../world.mts';

/** An n8n that several suites use, one after the other. */
export interface SharedN8n {
	release: N8nRelease;
	/** A simulator and a credential of the suite's own beside it, to be closed by the suite. */
	open: (simulator?: Partial<SimulatorOptions>) => Promise<World>;
}
