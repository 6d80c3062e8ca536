import type { Profile } from '../options.mts';
import { apr2025 } from './apr2025.mts';
import { g1 } from './g1.mts';
import { g2 } from './g2.mts';
import { g3 } from './g3.mts';
import { kb } from './kb.mts';
import type { ApiProfile } from './profile.mts';

/** The generations of the API, by name. */
export const PROFILES: Record<Profile, ApiProfile> = { apr2025, g1, g2, g3, kb };
