import { tlsFaults } from './faults/tls.mts';
import { matrix } from './matrix.mts';

matrix(tlsFaults);
