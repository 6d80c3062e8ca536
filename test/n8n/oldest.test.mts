import { suitesOn } from './suites/index.mts';
import { RELEASES } from './world.mts';

suitesOn(RELEASES[1]!);
