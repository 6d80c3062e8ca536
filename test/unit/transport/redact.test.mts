import { redact } from '../../../nodes/Swiftia/transport/redact.js';

const SECRET = 'k e/y"1';

it.each([
	[`a ${SECRET} b ${SECRET}`, SECRET, 'a *** b ***'],
	['?key=k%20e%2Fy%221', SECRET, '?key=***'],
	['{"key":"k e/y\\"1"}', SECRET, '{"key":"***"}'],
	['nothing', SECRET, 'nothing'],
	['abcd', 'abcd', '***'],
	['abc', 'abc', 'abc'],
])('%s without %s is %s', (text, secret, left) => expect(redact(text, secret)).toBe(left));
