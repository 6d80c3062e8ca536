import { placelessFaults, redirectFaults } from './faults/redirects.mts';
import { matrix } from './matrix.mts';
import { oneOfEach } from './rows.mts';

matrix(redirectFaults, oneOfEach(redirectFaults, 4));
matrix(placelessFaults);
