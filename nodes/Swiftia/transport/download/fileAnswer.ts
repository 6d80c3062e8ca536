import type { JsonObject } from '../../api/json';
import { numberField, textField } from '../../api/json';

/** Why an answer is not the MP4, and whether asking again is pointless. */
export interface NotTheFile {
	cause: string;
	final: boolean;
}

/** What a storage host answered before its body was read. */
export interface FileAnswer {
	status: number;
	/** By lower-case name. */
	headers: JsonObject;
}

/** Content types of pages and messages. Others are let through: storage hosts name videos in many ways. */
const NOT_A_VIDEO = /^(text\/|application\/(json|xml|xhtml|problem))/i;

/**
 * Looks at the head of an answer.
 *
 * @param size bytes that Swiftia said the MP4 has; null if it did not
 * @returns undefined where it can be the MP4
 */
export function refuseAnswer({ status, headers }: FileAnswer, size: number | null): NotTheFile | undefined {
	if (status !== 200) return { cause: `HTTP ${status}`, final: isFinalStatus(status) };
	const type = textField(headers, 'content-type');
	if (NOT_A_VIDEO.test(type)) return { cause: `the answer was not a video but ${type}`, final: false };
	const length = numberField(headers, 'content-length');
	const isPacked = textField(headers, 'content-encoding') !== '';
	return length === null || isPacked ? undefined : refuseSize(length, size);
}

/**
 * Looks at the bytes that came.
 *
 * @returns undefined where they are as many as Swiftia said
 */
export function refuseSize(bytes: number, size: number | null): NotTheFile | undefined {
	if (bytes === 0) return { cause: 'the file was empty', final: false };
	// A size of nothing says nothing: the render has ended well.
	if (size === null || size <= 0 || size === bytes) return undefined;
	return { cause: `it had ${bytes} bytes instead of ${size}`, final: false };
}

function isFinalStatus(status: number): boolean {
	return status >= 400 && status < 500 && ![408, 425, 429].includes(status);
}
