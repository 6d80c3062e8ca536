import type { JsonValue } from '../../../nodes/Swiftia/api/json.js';
import { meantStatus, readRefusal } from '../../../nodes/Swiftia/api/refusal.js';

it.each([
	[400, { status: 400, message: 'Missing field', code: 'INVALID_INPUT' }, 'invalidInput'],
	[401, { status: 401, message: 'Unauthorized', code: 'UNAUTHORIZED' }, 'unauthorized'],
	[402, {}, 'credits'],
	[403, { error: 'fullStorage' }, 'storageFull'],
	[403, { error: 'Phone verification required', message: 'Verify' }, 'phoneUnverified'],
	[403, { status: 403, message: 'Insufficient credits', code: 'FORBIDDEN' }, 'credits'],
	[403, { code: 'NO_CREDIT' }, 'credits'],
	[403, 'Credits are used up', 'credits'],
	[403, { status: 403, message: 'Forbidden', code: 'FORBIDDEN' }, 'forbidden'],
	[403, '<html>credits', 'forbidden'],
	...[
		['Not enough credits', 'credits'],
		['Insufficient balance', 'credits'],
		['INSUFFICIENT_FUNDS', 'credits'],
		['fullStorage', 'storageFull'],
		['Your storage is full', 'storageFull'],
		['STORAGE_FULL', 'storageFull'],
		['Phone verification required', 'phoneUnverified'],
		['PHONE_NOT_VERIFIED', 'phoneUnverified'],
		['No credits left', 'credits'],
		['You do not have enough API credits', 'credits'],
		['This request needs 12 credits', 'credits'],
		['creditLimitReached', 'credits'],
		['PLEASE_VERIFY_YOUR_PHONE', 'phoneUnverified'],
		['Storage limit exceeded', 'storageFull'],
		['No credits were charged', 'forbidden'],
		['An accredited partner is needed', 'forbidden'],
		['Credit card number in the text', 'forbidden'],
		['Your storage is not full', 'forbidden'],
		['Phone support: verification of this video failed', 'forbidden'],
		['No permission', 'forbidden'],
		['Your phone plan does not allow this', 'forbidden'],
		['The load balancer says no', 'forbidden'],
	].flatMap(([words, reason]) =>
		[
			{ error: words },
			{ code: words },
			{ error: { code: words } },
			{ error: { message: words, code: 'FORBIDDEN' } },
			{ message: [words] },
			{ message: 'Forbidden', errors: [{ message: words }] },
			{ errors: [words] },
			{ detail: words },
			{ detail: [{ msg: words }] },
			[{ message: words }],
			words!,
		].map((body): [number, JsonValue, string] => [403, body as JsonValue, reason!]),
	),
	[400, { error: 'fullStorage', message: 'phone and credit' }, 'storageFull'],
	[400, { error: 'Not enough credits' }, 'credits'],
	[422, { message: 'Credits are used up' }, 'credits'],
	[400, { message: 'No credits were charged' }, 'invalidInput'],
	[404, { status: 404, message: 'Not found', code: 'NOT_FOUND' }, 'notFound'],
	[408, {}, 'timeout'],
	[409, {}, 'conflict'],
	[413, {}, 'tooLarge'],
	[422, {}, 'invalidInput'],
	[429, { status: 429, code: 'RATE_LIMIT_EXCEEDED', retryAfter: 1 }, 'rateLimited'],
	[451, {}, 'legal'],
	[499, {}, 'other'],
	[500, { status: 500, message: 'Oops', code: 'INTERNAL_SERVER_ERROR' }, 'server'],
	[502, '<html>Bad gateway</html>', 'server'],
	[418, {}, 'other'],
])('HTTP %i with %j is %s', (status, body, reason) =>
	expect(readRefusal(status, body)).toMatchObject({ status, reason }),
);

it('has the storage figures of a full storage, and of no other refusal', () => {
	const storageInfo = { usedSize: 950, totalSize: 1000, availableSize: 50 };
	expect(readRefusal(403, { error: 'fullStorage', message: 'Full', storageInfo })).toEqual({
		status: 403,
		reason: 'storageFull',
		message: 'Full',
		storage: { used: 950, total: 1000 },
	});
	expect(readRefusal(403, { error: { code: 'fullStorage', storageInfo } }).storage).toEqual({
		used: 950,
		total: 1000,
	});
	expect(readRefusal(403, { error: 'fullStorage' }).storage).toEqual({ used: null, total: null });
	expect(readRefusal(403, { storageInfo })).not.toHaveProperty('storage');
});

it.each([
	[{ message: 'A', error: 'B' }, 'A'],
	[{ error: 'B' }, 'B'],
	[' C ', 'C'],
	['  <html>', ''],
	[null, ''],
	[['list'], 'list'],
	[{ error: { message: 'D' } }, 'D'],
	[{ title: 'E' }, 'E'],
	[{ message: 'x'.repeat(201) }, 'x'.repeat(200)],
])('Swiftia’s words in %j are "%s"', (body, message) => expect(readRefusal(500, body).message).toBe(message));

it.each([
	[200, { status: 429, code: 'RATE_LIMIT_EXCEEDED' }, 429],
	[201, { status: 400, code: 'INVALID_INPUT' }, 400],
	[200, { status: 401, code: 'UNAUTHORIZED' }, 401],
	[200, { status: 403, code: 'FORBIDDEN' }, 403],
	[200, { status: 404, code: 'NOT_FOUND' }, 404],
	[200, { status: 500, code: 'INTERNAL_SERVER_ERROR' }, 500],
	[200, { status: 500, code: 'RENDERING_ERROR' }, 200],
	[200, { status: '404', code: 'NOT_FOUND' }, 200],
	[200, { status: 399, code: 'NOT_FOUND' }, 200],
	[200, { code: 'NOT_FOUND' }, 200],
	[200, { status: 404 }, 404],
	[200, { status: 404, type: 'error' }, 200],
	[200, { status: 404, code: 'RENDERING_ERROR' }, 200],
	[200, { status: 422 }, 200],
	[300, { status: 404, code: 'NOT_FOUND' }, 300],
	[502, { status: 404, code: 'NOT_FOUND' }, 502],
	[200, 'NOT_FOUND', 200],
	[200, { error: { status: 404, code: 'NOT_FOUND', message: 'No' } }, 404],
	[200, { status: 404, error: { code: 'NOT_FOUND' } }, 404],
	[200, { status: 'FAILED', error: { status: 404, code: 'NOT_FOUND' } }, 200],
])('HTTP %i with %j means %i', (status, body, meant) => expect(meantStatus(status, body)).toBe(meant));
