import { g2 } from './g2.mts';
import type { ApiProfile } from './profile.mts';
import { queuedRender } from './render.mts';

/** The third generation: a render queue, failed renders as `type: error`, brand presets in a render request. */
export const g3: ApiProfile = { ...g2, createdStatus: 200, brandPresets: true, render: queuedRender };
