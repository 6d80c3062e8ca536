import { type ErrorKind, SwiftiaError, badInput } from '../../../nodes/Swiftia/api/swiftiaError.js';

it.each<[ErrorKind, boolean]>([
	['badInput', true],
	['refused', true],
	['keyRefused', true],
	['rateLimited', false],
	['serverTrouble', false],
	['unreachable', false],
	['notSwiftia', false],
	['redirected', true],
	['outcomeUnknown', true],
	['notStarted', true],
	['unusable', true],
	['notDownloaded', true],
	['stopped', true],
])('%s is permanent: %s', (kind, permanent) =>
	expect(new SwiftiaError(kind, 'message', 'hint').permanent).toBe(permanent),
);

it('has a name, a message, a hint, and whether it concerns the account', () => {
	expect(badInput('message', 'hint')).toMatchObject({
		name: 'SwiftiaError',
		kind: 'badInput',
		message: 'message',
		hint: 'hint',
		concernsAccount: false,
	});
	expect(badInput('message', 'hint')).toBeInstanceOf(SwiftiaError);
});

it('is the same in other words', () =>
	expect(
		new SwiftiaError('refused', 'a key', 'the key', true).reworded((text) => text.replace('key', '***')),
	).toMatchObject({ kind: 'refused', message: 'a ***', hint: 'the ***', concernsAccount: true }));
