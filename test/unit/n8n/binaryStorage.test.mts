import type { IExecuteFunctions } from 'n8n-workflow';

/** A process of n8n that has just started. */
async function start() {
	let storage: typeof import('../../../nodes/Swiftia/n8n/binaryStorage.js') | undefined;
	await jest.isolateModulesAsync(async () => {
		storage = await import('../../../nodes/Swiftia/n8n/binaryStorage.js');
	});
	return storage!.storesFiles;
}
const n8n = (prepareBinaryData: jest.Mock) =>
	({ helpers: { prepareBinaryData } }) as unknown as IExecuteFunctions;

it.each([
	['filesystem', { id: 'filesystem-v2:1', data: 'filesystem-v2' }, true],
	['memory', { data: 'LQ==' }, false],
])('Files in mode %s are stored: asked once in a process', async (_, file, expected) => {
	const storesFiles = await start();
	const prepare = jest.fn().mockResolvedValue(file);
	expect([await storesFiles(n8n(prepare)), await storesFiles(n8n(prepare))]).toEqual([expected, expected]);
	expect(prepare).toHaveBeenCalledTimes(1);
});

it('A storage that refuses is asked again', async () => {
	const storesFiles = await start();
	expect(await storesFiles(n8n(jest.fn().mockRejectedValue(new Error('no space'))))).toBe(false);
	expect(await storesFiles(n8n(jest.fn().mockResolvedValue({ id: 'x' })))).toBe(true);
});
