import { type RandomGenerator, mersenne, unsafeUniformIntDistribution } from 'pure-rand';

const FINEST = 2 ** 30;

/** Numbers that only look random: the same for the same seed. */
export class Random {
	private readonly generator: RandomGenerator;

	constructor(seed: number) {
		// Of a small seed it makes as much as of any other.
		this.generator = mersenne(seed);
	}

	/** A source of its own, so that what draws from one does not change what the others draw. */
	fork(): Random {
		return new Random(this.integer(0, FINEST));
	}

	/** From 0 up to but not including 1. */
	readonly share = (): number => this.integer(0, FINEST - 1) / FINEST;

	/** A whole number, both ends included. */
	integer(from: number, to: number): number {
		return unsafeUniformIntDistribution(from, to, this.generator);
	}

	between(from: number, to: number): number {
		return from + (to - from) * this.share();
	}

	/** Between two numbers of which the smaller ones are as likely, decade by decade, as the larger ones. */
	acrossScales(from: number, to: number): number {
		return Math.exp(this.between(Math.log(from), Math.log(to)));
	}

	chance(probability: number): boolean {
		return this.share() < probability;
	}

	pick<T>(from: readonly T[]): T {
		return from[this.integer(0, from.length - 1)]!;
	}

	/** Milliseconds that something usually takes, and once in a while very much longer. */
	latency(usual: number, longest: number): number {
		return this.chance(0.03) ? this.acrossScales(usual, longest) : this.between(usual / 2, usual * 2);
	}
}
