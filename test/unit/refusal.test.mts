import { readBrandPresets } from '../../nodes/Swiftia/api/brandPreset.js';
import { readRateSignals } from '../../nodes/Swiftia/api/rateLimit.js';
import { readRefusal } from '../../nodes/Swiftia/api/refusal.js';

it.each([
	[
		400,
		{ status: 400, message: 'Missing required field: youtubeVideoId', code: 'INVALID_INPUT' },
		'invalidInput',
	],
	[401, { status: 401, message: 'Unauthorized', code: 'UNAUTHORIZED' }, 'unauthorized'],
	[403, { error: 'Phone verification required', message: 'Verify' }, 'phoneUnverified'],
	[403, { status: 403, message: 'Insufficient credits', code: 'FORBIDDEN' }, 'credits'],
	[403, { status: 403, message: 'Forbidden', code: 'FORBIDDEN' }, 'forbidden'],
	[403, '<html>', 'forbidden'],
	[404, { status: 404, message: 'Not found', code: 'NOT_FOUND' }, 'notFound'],
	[429, { status: 429, message: 'Slow down', code: 'RATE_LIMIT_EXCEEDED', retryAfter: 1 }, 'rateLimited'],
	[500, { status: 500, message: 'Oops', code: 'INTERNAL_SERVER_ERROR' }, 'server'],
	[502, '<html>Bad gateway</html>', 'server'],
	[418, {}, 'other'],
])('HTTP %i with %j is %s', (status, body, reason) => expect(readRefusal(status, body).reason).toBe(reason));

it('has the storage figures of a full storage', () => {
	const body = {
		error: 'fullStorage',
		message: 'Full',
		storageInfo: { usedSize: 950, totalSize: 1000, availableSize: 50 },
	};
	expect(readRefusal(403, body)).toEqual({
		status: 403,
		reason: 'storageFull',
		message: 'Full',
		storage: { used: 950, total: 1000 },
	});
});

it('quotes what Swiftia said, in message or error, or as plain text', () => {
	expect(readRefusal(400, { message: 'A' }).message).toBe('A');
	expect(readRefusal(400, { error: 'B' }).message).toBe('B');
	expect(readRefusal(500, 'C').message).toBe('C');
	expect(readRefusal(500, null).message).toBe('');
});

it('reads the pace from headers, and from the body of a refusal', () => {
	const date = 'Mon, 23 Nov 2026 20:00:00 GMT';
	expect(
		readRateSignals({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1640995200000', date }, {}),
	).toEqual({
		remaining: 0,
		resetAt: 1640995200000,
		retryAfter: null,
		serverTime: Date.parse(date),
	});
	expect(readRateSignals({ 'retry-after': '2' }, { retryAfter: 5 }).retryAfter).toBe(2000);
	expect(readRateSignals({}, { retryAfter: 1.5 }).retryAfter).toBe(1500);
	expect(readRateSignals({}, 'text')).toEqual({
		remaining: null,
		resetAt: null,
		retryAfter: null,
		serverTime: null,
	});
});

it('reads brand presets, and nothing from what is no list', () => {
	const size = { width: 1080, height: 1920, name: '9:16' };
	expect(
		readBrandPresets([
			{ id: 'b', name: 'House', preset: 'VIRAL', size, isActive: true, isDefault: false, options: {} },
		]),
	).toEqual([
		{
			brandPresetId: 'b',
			name: 'House',
			description: '',
			preset: 'VIRAL',
			size,
			isActive: true,
			isDefault: false,
		},
	]);
	expect(readBrandPresets({ error: 'no' })).toEqual([]);
});
