import type { RefusalReason } from '../../../nodes/Swiftia/api/refusal.js';
import type { ErrorKind } from '../../../nodes/Swiftia/api/swiftiaError.js';
import {
	inWords,
	notStarted,
	notSwiftia,
	outcomeUnknown,
	redirected,
	refusalError,
	stopped,
	unreachable,
} from '../../../nodes/Swiftia/transport/messages.js';

const label = { doing: 'start the job', subject: 'job j1' };

describe('A refusal', () => {
	it.each<[RefusalReason, ErrorKind, boolean, string, string]>([
		[
			'invalidInput',
			'refused',
			false,
			'Swiftia did not accept the input and could not start the job',
			'Check the parameters of this node.',
		],
		[
			'unauthorized',
			'keyRefused',
			true,
			'Swiftia did not accept the API key',
			'Check the Swiftia credential.',
		],
		[
			'storageFull',
			'refused',
			true,
			'The Swiftia storage is full, so the node could not start the job',
			'Delete files in Swiftia to make room, then retry this execution.',
		],
		[
			'phoneUnverified',
			'refused',
			true,
			'Swiftia asks for a verified phone number before it can start the job',
			'Verify the phone number',
		],
		[
			'credits',
			'refused',
			true,
			'There are not enough Swiftia credits to start the job',
			'Add credits in Swiftia',
		],
		[
			'forbidden',
			'refused',
			false,
			'Swiftia does not allow this account to start the job',
			'Check its credits, plan and permissions',
		],
		[
			'notFound',
			'notFound',
			false,
			'Swiftia did not find job j1 and could not start the job',
			'Check the ID, and that the API key',
		],
		[
			'timeout',
			'serverTrouble',
			false,
			'Swiftia took too long (HTTP 499) and could not start the job',
			'Try again later. A retry does not pay again.',
		],
		[
			'conflict',
			'refused',
			false,
			'Swiftia reported a conflict (HTTP 499) and could not start the job',
			'Check its state in Swiftia',
		],
		[
			'tooLarge',
			'refused',
			false,
			'Swiftia found the request too large (HTTP 499) and could not start the job',
			'Define fewer shorts',
		],
		[
			'legal',
			'refused',
			false,
			'Swiftia cannot start the job for legal reasons (HTTP 499)',
			'Use another video.',
		],
		[
			'rateLimited',
			'rateLimited',
			true,
			'Swiftia received too many requests and could not start the job',
			'Run fewer workflows with this key at once',
		],
		[
			'server',
			'serverTrouble',
			false,
			'Swiftia is having trouble (HTTP 499) and could not start the job',
			'Try again later. A retry does not pay again.',
		],
		[
			'other',
			'refused',
			false,
			'Swiftia answered with HTTP 499 and could not start the job',
			'Check the base URL',
		],
	])('of the kind %s', (reason, kind, concernsAccount, message, hint) => {
		const error = refusalError({ status: 499, reason, message: '' }, label);
		expect(error).toMatchObject({ kind, concernsAccount, message });
		expect(error.hint).toContain(hint);
		expect(error.hint).not.toContain('Swiftia said');
		const quoting = refusalError({ status: 499, reason, message: 'No.' }, label);
		expect(quoting.hint).toBe(`${error.hint} Swiftia said: "No."`);
	});

	it('tells how full the storage is, where that is known', () => {
		const hint = (storage?: { used: number | null; total: number | null }) =>
			refusalError({ status: 403, reason: 'storageFull', message: '', storage }, label).hint;
		expect(hint({ used: 9, total: 10 })).toContain('room (used: 9 of 10), then');
		expect(hint({ used: 0, total: 0 })).toContain('room (used: 0 of 0), then');
		expect(hint({ used: null, total: 10 })).toContain('room, then');
		expect(hint({ used: 9, total: null })).toContain('room, then');
	});

	it('of something without a name speaks of the base URL', () =>
		expect(refusalError({ status: 404, reason: 'notFound', message: '' }, { doing: 'list' })).toMatchObject({
			message: 'Swiftia did not find the resource and could not list',
			hint: 'Check the base URL in the Swiftia credential. Usually it is https://app.swiftia.io/api.',
		}));
});

it.each([
	['ECONNREFUSED', 'the connection was refused'],
	['ECONNRESET', 'the connection was lost'],
	['EPIPE', 'the connection was lost'],
	['EAI_AGAIN', 'its host was not found'],
	['ENOTFOUND', 'its host was not found'],
	['EHOSTUNREACH', 'its host cannot be reached'],
	['ENETUNREACH', 'its network cannot be reached'],
	['ECONNABORTED', 'it took too long'],
	['ERR_CANCELED', 'it took too long'],
	['ETIMEDOUT', 'it took too long'],
	['ERR_BAD_RESPONSE', 'the answer was cut off'],
	['STOPPED', 'the execution was stopped'],
	['TLS', 'no secure connection could be made'],
	['HPE_INVALID_CONSTANT', 'the answer was not HTTP'],
	['X_HPE_', 'no answer came'],
	['anything', 'no answer came'],
])('%s in words: %s', (code, words) => expect(inWords(code)).toBe(words));

it.each([
	[
		() => unreachable('ECONNREFUSED', label),
		'unreachable',
		'Swiftia could not be reached to start the job: the connection was refused',
		/Check the network too/,
	],
	[
		() => unreachable('TLS', label),
		'unreachable',
		'Swiftia could not be reached to start the job: no secure connection could be made',
		/http:\/\/, another port/,
	],
	[
		() => outcomeUnknown('lost', label),
		'outcomeUnknown',
		'The request to start the job may have been accepted; check before running again: lost',
		/^Check in Swiftia/,
	],
	[
		() => notSwiftia(200, label),
		'notSwiftia',
		'The answer (HTTP 200) did not come from the Swiftia API, so the node could not start the job',
		/^Check the base URL/,
	],
	[
		() => redirected('https://x/y', label),
		'redirected',
		'The address of the Swiftia API redirects to https://x/y, so the node could not start the job',
		/^Check the base URL/,
	],
	[
		() => redirected(undefined, label),
		'redirected',
		'The address of the Swiftia API redirects to nowhere, so the node could not start the job',
		/^Check the base URL/,
	],
	[() => stopped(), 'stopped', 'The execution was stopped', /^$/],
])('%s is %s', (make, kind, message, hint) => {
	const error = make();
	expect(error).toMatchObject({ kind, message, concernsAccount: false });
	expect(error.hint).toMatch(hint);
});

it('names what stands in the way of a request that was not sent', () => {
	const reason = refusalError({ status: 403, reason: 'credits', message: '' }, label);
	expect(notStarted(reason, { doing: 'start the render' })).toMatchObject({
		kind: 'notStarted',
		message:
			'The request to start the render was not sent, because Swiftia had refused an earlier one: There are not enough Swiftia credits to start the job',
		hint: reason.hint,
		concernsAccount: true,
	});
});
