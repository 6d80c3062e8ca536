import { ENDS_OF_PRODUCT, FOR_PRODUCT, product } from '../reexecution/product.mts';
import { Stage, isFirstLine } from '../reexecution/stage.mts';
import { editor } from '../reexecution/suites/editor.mts';
import { failures } from '../reexecution/suites/failures.mts';
import { outcomes } from '../reexecution/suites/outcomes.mts';
import { subWorkflows } from '../reexecution/suites/subWorkflows.mts';
import { RELEASES, World } from './world.mts';

describe.each(RELEASES)('Render shorts, which parks, in n8n $version', (release) => {
	let stage: Stage;
	beforeAll(async () => {
		const environment = { N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem' };
		const world = await World.start(release, { simulator: FOR_PRODUCT, environment });
		// Without calls, as in n8n 1.x, each park takes a minute or two.
		stage = new Stage(release, world, product(world, isFirstLine(release)));
	}, 900_000);
	afterAll(async () => await stage.world.close());

	outcomes(ENDS_OF_PRODUCT)(() => stage, release);
	// A quarter of an hour in n8n 1.x, where the probe has shown them.
	const others = isFirstLine(release) ? [] : [failures, subWorkflows, editor];
	for (const suite of others) suite(() => stage, release);
});
