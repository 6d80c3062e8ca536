import { PATHS } from '../../../nodes/Swiftia/api/paths.js';

it.each([
	[PATHS.jobs, '/jobs'],
	[PATHS.job('a b/../c?d#e'), '/jobs/a%20b%2F..%2Fc%3Fd%23e'],
	[PATHS.renders, '/render'],
	[PATHS.render('é/1'), '/render/%C3%A9%2F1'],
	[PATHS.brandPresets, '/organizations/brandings'],
])('%s', (path, expected) => expect(path).toBe(expected));
