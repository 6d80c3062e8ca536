/** An answer that refuses. */
export interface RefusalAnswer {
	status: number;
	body: object;
}

const general = (status: number, code: string, message: string): RefusalAnswer => ({
	status,
	body: { status, message, code },
});

/** The refusals by name (Swiftia docs, error-handling, jobs). The body for missing credits is not documented: the general form stands in. */
export const REFUSALS = {
	invalidInput: general(400, 'INVALID_INPUT', 'Invalid input'),
	unauthorized: general(401, 'UNAUTHORIZED', 'Unauthorized'),
	storage: {
		status: 403,
		body: {
			error: 'fullStorage',
			message: 'Your storage is full',
			storageInfo: { usedSize: 950, totalSize: 1000, availableSize: 50 },
		},
	},
	phone: {
		status: 403,
		// The value of `phoneNumber` and any further field are not readable.
		body: {
			error: 'Phone verification required',
			message: 'Please verify your phone number',
			phoneNumber: null,
		},
	},
	credits: general(403, 'FORBIDDEN', 'Not enough credits for the estimated cost'),
	permission: general(403, 'FORBIDDEN', 'Insufficient permissions'),
	notFound: general(404, 'NOT_FOUND', 'Not found'),
	rateLimit: general(429, 'RATE_LIMIT_EXCEEDED', 'Too many requests'),
	server: general(500, 'INTERNAL_SERVER_ERROR', 'Internal server error'),
} satisfies Record<string, RefusalAnswer>;

/** The name of a refusal. */
export type RefusalName = keyof typeof REFUSALS;

/** A refusal in its own words. */
export function refusal(name: RefusalName, message: string): RefusalAnswer {
	const { status, body } = REFUSALS[name];
	return { status, body: { ...body, message } };
}
