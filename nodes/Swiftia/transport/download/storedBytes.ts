import type { IBinaryData, IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';

/** Bytes of a file that n8n has stored. n8n 2.x says it; n8n 1.x is asked, or holds the file as base64 in memory. */
export async function storedBytes(
	context: IExecuteFunctions | IWebhookFunctions,
	binary: IBinaryData,
): Promise<number> {
	if (typeof binary.bytes === 'number') return binary.bytes;
	if (binary.id !== undefined) return (await context.helpers.getBinaryMetadata(binary.id)).fileSize;
	const padding = binary.data.slice(-2).split('=').length - 1;
	return (binary.data.length / 4) * 3 - padding;
}
