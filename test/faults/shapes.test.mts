import { shapeFaults } from './faults/shapes.mts';
import { matrix } from './matrix.mts';

matrix(shapeFaults);
