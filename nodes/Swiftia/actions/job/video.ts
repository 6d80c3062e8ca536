import type { INodeProperties } from 'n8n-workflow';
import { badInput } from '../../api/swiftiaError';
import { isObject } from '../../api/json';
import { quoted, visible } from '../../api/text';
import { isVideoId, videosIn } from '../../api/video';
import type { Parameters } from '../parameters/parameters';

/** The parameter Video. */
export const videoProperty: INodeProperties = {
	displayName: 'Video',
	name: 'video',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'url', value: '' },
	description: 'The YouTube video to cut: any text with one YouTube URL in it, or By ID its 11-character ID',
	modes: [
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://www.youtube.com/watch?v=dQw4w9WgXcQ',
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. dQw4w9WgXcQ',
		},
	],
};

/** Characters of the text that a message quotes: two addresses at least. */
const MOST_QUOTED = 200;

/**
 * The YouTube video id that the item names: by the one address in the text, or by itself where the mode says that it is an ID. An
 * expression in the place of mode and value gives an address.
 *
 * @throws SwiftiaError (badInput) for what names no YouTube video, or is not the only address in the text
 */
export function readVideoId(parameters: Parameters): string {
	const text = parameters.get<string>(videoProperty);
	const isId = isVideoId(visible(text));
	const locator = parameters.raw(videoProperty);
	if (isId && isObject(locator) && locator.mode === 'id') return visible(text);
	const [videoId, ...others] = videosIn(text);
	if (videoId !== undefined && others.length === 0) return videoId;
	const found = `'Video' is ${quoted(text, MOST_QUOTED)}, which`;
	if (others.length > 0)
		throw badInput(
			`${found} holds several addresses`,
			'Use one item per video, with no other address. Split Out makes items of a list.',
		);
	throw badInput(
		`${found} is not the URL${isId ? '' : ' or the ID'} of a YouTube video`,
		`${isId ? 'If it is an ID, choose By ID. Otherwise use' : 'Use'} a URL such as https://youtu.be/dQw4w9WgXcQ, or By ID an ID of 11 characters.`,
	);
}
