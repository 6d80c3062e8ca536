import { refusalFaults, statusFaults } from './faults/statuses.mts';
import { matrix } from './matrix.mts';
import { oneOfEach } from './rows.mts';

matrix(refusalFaults);
// Each status comes with six bodies.
matrix(statusFaults, oneOfEach(statusFaults, 6));
