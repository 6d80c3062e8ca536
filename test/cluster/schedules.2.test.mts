/** @jest-environment ./test/oneRealm.mjs */
import { testShare } from './schedules.mts';

testShare(2);
