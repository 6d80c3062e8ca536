import type { INodeProperties } from 'n8n-workflow';
import { badInput } from '../../api/swiftiaError';
import { isVideoId, videoIdOfUrl } from '../../api/video';
import type { Parameters } from '../parameters/parameters';

/** The parameter Video. */
export const videoProperty: INodeProperties = {
	displayName: 'Video',
	name: 'video',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'url', value: '' },
	description: 'The YouTube video to cut into shorts, as its URL or its 11-character video ID',
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

/**
 * The YouTube video id that the item names. An expression may yield either form, whatever the mode says.
 *
 * @throws SwiftiaError (badInput) for what is neither the address nor the ID of a YouTube video
 */
export function readVideoId(parameters: Parameters): string {
	const given = parameters.get<string>(videoProperty);
	const videoId = isVideoId(given) ? given : videoIdOfUrl(given);
	if (videoId !== undefined) return videoId;
	throw badInput(
		`'Video' is "${given.slice(0, 200)}", which is not the URL or the ID of a YouTube video`,
		'Use a URL such as https://www.youtube.com/watch?v=dQw4w9WgXcQ or https://youtu.be/dQw4w9WgXcQ, or an ID, which has 11 characters: letters, digits, - and _.',
	);
}
