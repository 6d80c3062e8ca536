import * as fc from 'fast-check';

// Cases that each property is tried with: 2,000, or as many as PROPERTY_RUNS says.
const RUNS = Number(process.env.PROPERTY_RUNS ?? 2000);
if (!Number.isInteger(RUNS) || RUNS < 1) throw new Error('PROPERTY_RUNS is no whole number above zero');

fc.configureGlobal({ numRuns: RUNS });
