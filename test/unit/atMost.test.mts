import { atMost } from '../../nodes/Swiftia/transport/atMost.js';

it('lets no more than so many run together, and all of them in the end, also after one that threw', async () => {
	const inTurn = atMost(3);
	let running = 0;
	let most = 0;
	const outcomes = await Promise.allSettled(
		Array.from({ length: 10 }, (_, number) =>
			inTurn(async () => {
				most = Math.max(most, ++running);
				await new Promise((resolve) => setTimeout(resolve, 5));
				running--;
				if (number === 1) throw new Error('lost');
				return number;
			}),
		),
	);
	expect(most).toBe(3);
	expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : 'lost'))).toEqual([
		0,
		'lost',
		2,
		3,
		4,
		5,
		6,
		7,
		8,
		9,
	]);
});
