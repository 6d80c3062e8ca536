import { ENDS_OF_PROBE, WITH_PROBE, probe } from '../reexecution/probe/index.mts';
import { Stage } from '../reexecution/stage.mts';
import { editor } from '../reexecution/suites/editor.mts';
import { failures } from '../reexecution/suites/failures.mts';
import { kills } from '../reexecution/suites/kills.mts';
import { outcomes } from '../reexecution/suites/outcomes.mts';
import { parked } from '../reexecution/suites/parked.mts';
import { subWorkflows } from '../reexecution/suites/subWorkflows.mts';
import { RELEASES, World } from './world.mts';

describe.each(RELEASES)('A node that parks and is executed again in n8n $version', (release) => {
	let stage: Stage;
	beforeAll(async () => {
		const world = await World.start(release, { environment: WITH_PROBE });
		stage = new Stage(release, world, probe(world.session));
	}, 900_000);
	afterAll(async () => await stage.world.close());

	for (const suite of [outcomes(ENDS_OF_PROBE), failures, subWorkflows, editor, parked, kills])
		suite(() => stage, release);
});
