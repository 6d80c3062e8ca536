import { fileFaults } from './faults/files.mts';
import { matrix } from './matrix.mts';

matrix(fileFaults);
