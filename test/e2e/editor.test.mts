// One n8n and one browser for all that needs no n8n of its own: starting them takes a minute.
import { Stage } from './stage.mts';
import { credentialDialog } from './suites/credential.mts';
import { examples } from './suites/examples.mts';
import { forms } from './suites/forms.mts';
import { mainJob } from './suites/mainJob.mts';
import { nodePanel } from './suites/nodePanel.mts';
import { tool } from './suites/tool.mts';
import { trigger } from './suites/trigger.mts';

let stage: Stage;
beforeAll(async () => (stage = await Stage.start()), 900_000);
afterAll(async () => await stage.close());
afterEach(() => stage.world.simulator.reset());

nodePanel(() => stage);
forms(() => stage);
mainJob(() => stage);
trigger(() => stage);
tool(() => stage);
examples(() => stage);
// Last: n8n chooses a credential by itself only where there is one.
credentialDialog(() => stage);
