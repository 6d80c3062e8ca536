import { InvalidArgumentError } from 'commander';

/** A number above zero, from the command line. */
export function positive(text: string): number {
	const number = Number(text);
	if (!(number > 0)) throw new InvalidArgumentError('Expected a number above zero.');
	return number;
}
