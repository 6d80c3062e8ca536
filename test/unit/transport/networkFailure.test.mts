import { readNetworkFailure } from '../../../nodes/Swiftia/transport/networkFailure.js';

const wrap = (cause: unknown, times: number): unknown =>
	times === 0 ? cause : { message: 'wrapped', cause: wrap(cause, times - 1) };

describe('Nothing was sent', () => {
	it.each<[string, unknown, string]>([
		['refused', { code: 'ECONNREFUSED', syscall: 'connect' }, 'ECONNREFUSED'],
		['not found', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }, 'ENOTFOUND'],
		['unreachable while connecting', { code: 'EHOSTUNREACH', syscall: 'connect' }, 'EHOSTUNREACH'],
		['deep in n8n’s error', wrap({ code: 'ECONNREFUSED', syscall: 'connect' }, 5), 'ECONNREFUSED'],
		['an address that is none', { code: 'ERR_INVALID_URL' }, 'ERR_INVALID_URL'],
		['a header that is none', { code: 'ERR_INVALID_CHAR' }, 'ERR_INVALID_CHAR'],
		['a path that is none', { code: 'ERR_UNESCAPED_CHARACTERS' }, 'ERR_UNESCAPED_CHARACTERS'],
		[
			'the cause says the code',
			{ code: 'ERR_NETWORK', cause: { code: 'ECONNREFUSED', syscall: 'connect' } },
			'ECONNREFUSED',
		],
	])('%s', (_, error, code) => expect(readNetworkFailure(error)).toEqual({ code, neverSent: true }));

	it.each([
		'CERT_HAS_EXPIRED',
		'DEPTH_ZERO_SELF_SIGNED_CERT',
		'SELF_SIGNED_CERT_IN_CHAIN',
		'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
		'ERR_TLS_CERT_ALTNAME_INVALID',
		'HOSTNAME_MISMATCH',
		'INVALID_CA',
		'PATH_LENGTH_EXCEEDED',
	])('a certificate: %s', (code) =>
		expect(readNetworkFailure({ code: 'ERR_NETWORK', cause: { code } })).toEqual({
			code: 'TLS',
			neverSent: true,
		}),
	);

	it.each([
		['ECONNRESET', 'Client network socket disconnected before secure TLS connection was established'],
		['EPROTO', 'write EPROTO: wrong version number'],
		['EPROTO', 'unknown protocol'],
		['EPROTO', 'unsupported protocol'],
		['EPROTO', 'sslv3 alert handshake failure'],
		['EPROTO', 'packet length too long'],
		['EPROTO', 'no protocols available'],
		['EPROTO', 'HTTP request'],
	])('hands that were not shaken: %s, %s', (code, message) =>
		expect(readNetworkFailure({ code, message })).toEqual({ code: 'TLS', neverSent: true }),
	);
});

describe('Something may have been sent', () => {
	it.each<[string, unknown, string]>([
		['lost while reading', { code: 'ECONNRESET', syscall: 'read' }, 'ECONNRESET'],
		['lost while writing', { code: 'EPIPE', syscall: 'write' }, 'EPIPE'],
		['unreachable while reading', { code: 'EHOSTUNREACH', syscall: 'read' }, 'EHOSTUNREACH'],
		['no longer reachable while reading', { code: 'ENETUNREACH', syscall: 'read' }, 'ENETUNREACH'],
		['lost, it is not said when', { code: 'ECONNRESET', message: 'socket hang up' }, 'ECONNRESET'],
		['lost, in words that are not known', { code: 'EPROTO', message: 'bad record mac' }, 'EPROTO'],
		['another code with such words', { code: 'ETIMEDOUT', message: 'handshake failure' }, 'ETIMEDOUT'],
		['words that are none', { code: 'EPROTO', message: ['handshake failure'] }, 'EPROTO'],
		['a code that only ends like one', { code: 'X_CERT_' }, 'X_CERT_'],
		['given up', { code: 'ECONNABORTED' }, 'ECONNABORTED'],
		['a code that is none', { code: 7, syscall: 'read' }, 'no answer'],
		[
			'the code of the outer one',
			{ code: 'ERR_BAD_RESPONSE', cause: { message: 'aborted' } },
			'ERR_BAD_RESPONSE',
		],
		['too deep to be seen', wrap({ code: 'ECONNREFUSED', syscall: 'connect' }, 6), 'no answer'],
		['a text', 'ECONNREFUSED', 'no answer'],
		['null', null, 'no answer'],
		['nothing', undefined, 'no answer'],
	])('%s', (_, error, code) => expect(readNetworkFailure(error)).toEqual({ code, neverSent: false }));
});

it('ends where an error is its own cause', () => {
	const error: { code: string; cause?: unknown } = { code: 'ECONNRESET' };
	error.cause = error;
	expect(readNetworkFailure(error)).toEqual({ code: 'ECONNRESET', neverSent: false });
});
