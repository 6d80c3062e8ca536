import { Readable } from 'node:stream';
import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import { failure } from './network.mts';

type Manager = Parameters<BinaryDataService['setManager']>[1];

/** n8n's binary storage, which all processes share, in memory. */
export class BinaryFiles {
	private readonly files = new Map<string, Buffer>();

	constructor() {
		Container.get(BinaryDataService).setManager('filesystem-v2', this.manager);
	}

	/** The bytes of a file by its id in an item; undefined where there is none. */
	read(binaryDataId: string | undefined): Buffer | undefined {
		return this.files.get(binaryDataId?.replace(/^.*?:/, '') ?? '');
	}

	private get manager(): Manager {
		const { files } = this;
		const find = (fileId: string): Buffer => {
			const file = files.get(fileId);
			if (!file) throw failure('ENOENT');
			return file;
		};
		const store = async (_location: unknown, data: Buffer | Readable) => {
			const bytes = Buffer.isBuffer(data) ? data : Buffer.concat((await data.toArray()) as Buffer[]);
			const fileId = `file-${files.size + 1}`;
			files.set(fileId, bytes);
			return { fileId, fileSize: bytes.length };
		};
		return {
			init: async () => undefined,
			store,
			getPath: (fileId) => fileId,
			getAsBuffer: async (fileId) => find(fileId),
			getAsStream: async (fileId) => Readable.from([find(fileId)]),
			getMetadata: async (fileId) => ({ fileSize: find(fileId).length }),
			copyByFileId: async (_location, fileId) => fileId,
			copyByFilePath: async () => await Promise.reject(failure('ENOSYS')),
			rename: async () => undefined,
		};
	}
}
