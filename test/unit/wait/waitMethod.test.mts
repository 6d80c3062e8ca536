import { type WaitFacts, whyPolling } from '../../../nodes/Swiftia/wait/waitMethod.js';

const FACTS: WaitFacts = {
	method: 'auto',
	isTool: false,
	canExecuteAgain: true,
	filesAreInMemory: false,
	isWaitedFor: false,
	isAnsweredAtEnd: false,
};

it.each<[string, Partial<WaitFacts>, string | undefined]>([
	['Automatic parks', {}, undefined],
	['Parked parks', { method: 'parked' }, undefined],
	['Parked parks in a sub-workflow', { method: 'parked', isWaitedFor: true }, undefined],
	['Parked parks though the caller is answered then', { method: 'parked', isAnsweredAtEnd: true }, undefined],
	['Polling polls', { method: 'polling' }, 'the wait method is Polling'],
	['an AI tool polls', { method: 'parked', isTool: true }, 'an AI tool cannot be parked'],
	[
		'an n8n that does not execute the node again polls',
		{ method: 'parked', canExecuteAgain: false },
		'this n8n does not go on with a parked node',
	],
	[
		'Automatic polls in a sub-workflow',
		{ isWaitedFor: true },
		'n8n gives a parked sub-workflow back too early',
	],
	['Automatic polls where the caller is answered then', { isAnsweredAtEnd: true }, 'the trigger responds'],
])('%s', (_, more, why) => {
	const said = whyPolling({ ...FACTS, ...more });
	if (why === undefined) expect(said).toBeUndefined();
	else expect(said).toContain(why);
});
