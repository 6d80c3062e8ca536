import { connectionFaults, silentFaults } from './faults/connection.mts';
import { matrix } from './matrix.mts';

matrix(connectionFaults);

/** Silence for ever ends a read after eight minutes of the test's time; one row of each kind is enough. */
const SLOW_ROWS = ['Job: Create', 'Job: Get', 'Render: Create, all shorts'];

matrix(
	silentFaults,
	({ operation, hit, times }) =>
		SLOW_ROWS.includes(operation.name) ||
		(times === 'always' && ['first look', 'later look'].includes(hit.kind)),
);
