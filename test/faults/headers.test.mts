import { headerFaults } from './faults/headers.mts';
import { matrix } from './matrix.mts';

matrix(headerFaults);
