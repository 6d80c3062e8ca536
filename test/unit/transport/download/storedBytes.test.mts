import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { storedBytes } from '../../../../nodes/Swiftia/transport/download/storedBytes.js';

const getBinaryMetadata = jest.fn().mockResolvedValue({ fileSize: 77 });
const context = { helpers: { getBinaryMetadata } } as unknown as IExecuteFunctions;
const base64 = (bytes: number) => Buffer.alloc(bytes, 'x').toString('base64');

it.each<[string, Partial<IBinaryData>, number]>([
	['as n8n says', { bytes: 5, id: 'x', data: 'filesystem' }, 5],
	['none, as n8n says', { bytes: 0, data: base64(3) }, 0],
	['as its storage says', { id: 'x', data: 'filesystem' }, 77],
	['in memory: none', { data: base64(0) }, 0],
	['in memory: 1', { data: base64(1) }, 1],
	['in memory: 2', { data: base64(2) }, 2],
	['in memory: 3', { data: base64(3) }, 3],
	['in memory: 1000', { data: base64(1000) }, 1000],
])('%s', async (_, binary, bytes) =>
	expect(await storedBytes(context, { mimeType: 'video/mp4', data: '', ...binary })).toBe(bytes),
);

it('asks the storage by the file’s ID', () => expect(getBinaryMetadata.mock.calls).toEqual([['x']]));
