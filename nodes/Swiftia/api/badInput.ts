/** Input that no request may be built on. `message` says what is wrong, `hint` the way out. */
export class BadInput extends Error {
	constructor(
		message: string,
		readonly hint: string,
	) {
		super(message);
	}
}
