import { FairQueue } from '../../../../nodes/Swiftia/transport/pace/fairQueue.js';

/** A queue whose owners join by name, and what has begun. */
function queueOf(names: string) {
	const queue = new FairQueue();
	const owners = new Map<string, object>();
	const begun: string[] = [];
	const leave = [...names].map((name) => {
		const owner = owners.get(name) ?? { name };
		owners.set(name, owner);
		return queue.join(owner, () => void begun.push(name));
	});
	const beginAll = () => {
		for (let turn = 0; !queue.isEmpty && turn < 20; turn++) queue.beginNext();
		return begun.join('');
	};
	return { queue, owners, leave, begun, beginAll };
}

it.each([
	['', ''],
	['aaa', 'aaa'],
	['aaaabbc', 'abcabaa'],
	['abab', 'abab'],
])('Owners who join as %s are served as %s', (names, served) =>
	expect(queueOf(names).beginAll()).toBe(served),
);

it('begins nothing where nobody waits', () => {
	const queue = new FairQueue();
	expect(queue.isEmpty).toBe(true);
	expect(() => queue.beginNext()).not.toThrow();
});

it('serves those of one owner in their order', () => {
	const queue = new FairQueue();
	const [owner, begun]: [object, number[]] = [{}, []];
	[1, 2, 3].forEach((number) => queue.join(owner, () => begun.push(number)));
	for (let turn = 0; !queue.isEmpty && turn < 20; turn++) queue.beginNext();
	expect(begun).toEqual([1, 2, 3]);
});

it('puts an owner that joins anew behind those who wait', () => {
	const { queue, owners, begun, beginAll } = queueOf('ab');
	queue.beginNext();
	queue.join(owners.get('a')!, () => begun.push('a'));
	expect(beginAll()).toBe('aba');
});

it('passes over who has left, and is empty when all have', () => {
	const { queue, leave, beginAll } = queueOf('aab');
	leave[0]!();
	expect(queue.isEmpty).toBe(false);
	expect(beginAll()).toBe('ab');
	expect(queue.isEmpty).toBe(true);

	const left = queueOf('aa');
	left.leave.forEach((go) => go());
	expect(left.queue.isEmpty).toBe(true);
});

it('is not disturbed by one that leaves after it was served', () => {
	const { queue, owners, leave, begun } = queueOf('a');
	queue.beginNext();
	queue.join(owners.get('a')!, () => begun.push('again'));
	leave[0]!();
	queue.beginNext();
	expect(begun).toEqual(['a', 'again']);
});
