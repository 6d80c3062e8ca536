import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { FileNames } from '../../nodes/Swiftia/actions/render/fileNames.js';
import './runs.mts';
import { anyText } from './values.mts';

const name = fc.oneof(
	anyText,
	fc.constantFrom('', '.mp4', 'con', 'NUL.x', 'a', 'A', 'a (2)', 'a 1', '1', 'COM1.mp4', 'x'.repeat(250)),
	fc.constantFrom('é', '😀', '~').map((unit) => unit.repeat(150)),
);
const file = fc.record({
	wanted: name,
	title: fc.option(name),
	shortId: fc.option(fc.oneof(name, fc.constantFrom('1', '2'))),
	renderId: fc.oneof(fc.uuid(), name),
});

it('file names are safe for any file system, and no two of one run are alike', () =>
	fc.assert(
		fc.property(fc.array(file, { maxLength: 6 }), (files) => {
			const given = new FileNames(files.map(({ wanted }) => wanted));
			const names = files.map((one) => given.next(one));
			assert.equal(names.length, files.length);
			assert.equal(new Set(names.map((one) => one.toLowerCase())).size, files.length);
			for (const one of names) {
				assert.ok(Buffer.byteLength(one, 'utf8') <= 200);
				assert.equal(Buffer.from(one, 'utf8').toString('utf8'), one);
				assert.doesNotMatch(one, /[\\/:*?"<>|\p{Cc}\p{Cs}\p{Bidi_Control}]/u);
				assert.doesNotMatch(one, /^(con|prn|aux|nul|com\d|lpt\d)\./i);
				assert.match(one, /^[^. ].*\.mp4$/u);
			}
		}),
	));
