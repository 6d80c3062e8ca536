import { bodyFaults, hiddenRefusals } from './faults/bodies.mts';
import { matrix } from './matrix.mts';

matrix(bodyFaults);
matrix(hiddenRefusals, ({ times, hit }) => times === 'always' || hit.kind === 'read');
