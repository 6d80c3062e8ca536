import { limitConcurrency, mapLimited } from '../../../nodes/Swiftia/time/limitConcurrency.js';

/** Tasks that end when they are told to, with what has begun. */
function tasks(count: number) {
	const begun: number[] = [];
	const end: Array<{ well: () => void; badly: () => void }> = [];
	const act = async (task: number) => {
		begun.push(task);
		return await new Promise<string>((resolve, reject) => {
			end[task] = { well: () => resolve(`done ${task}`), badly: () => reject(new Error(`lost ${task}`)) };
		});
	};
	return { begun, end, act, list: Array.from({ length: count }, (_, task) => task) };
}
const settle = async () => await new Promise(setImmediate);

it('lets no more than so many be under way, first come first served, also after one that threw', async () => {
	const { begun, end, act, list } = tasks(5);
	const inTurn = limitConcurrency(2);
	const outcomes = Promise.allSettled(list.map(async (task) => await inTurn(async () => await act(task))));
	await settle();
	expect(begun).toEqual([0, 1]);
	end[1]!.badly();
	await settle();
	expect(begun).toEqual([0, 1, 2]);
	end[0]!.well();
	end[2]!.well();
	await settle();
	expect(begun).toEqual([0, 1, 2, 3, 4]);
	end[3]!.well();
	end[4]!.well();
	expect((await outcomes).map(({ status }) => status)).toEqual([
		'fulfilled',
		'rejected',
		'fulfilled',
		'fulfilled',
		'fulfilled',
	]);
});

it('begins at once what comes after all have ended', async () => {
	const { begun, end, act } = tasks(2);
	const inTurn = limitConcurrency(1);
	const first = inTurn(async () => await act(0));
	await settle();
	end[0]!.well();
	await first;
	void inTurn(async () => await act(1));
	void inTurn(async () => await act(2));
	await settle();
	expect(begun).toEqual([0, 1]);
});

it('gives the results in the order of the things', async () => {
	const { begun, end, act, list } = tasks(3);
	const results = mapLimited(list, 2, act);
	await settle();
	expect(begun).toEqual([0, 1]);
	end[1]!.well();
	await settle();
	end[2]!.well();
	end[0]!.well();
	expect(await results).toEqual(['done 0', 'done 1', 'done 2']);
});
