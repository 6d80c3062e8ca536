import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { BadInput } from '../../api/badInput';
import { isVideoId, videoIdOfUrl } from '../../api/video';

/** The parameter Video. */
export const videoProperty: INodeProperties = {
	displayName: 'Video',
	name: 'video',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'url', value: '' },
	description: 'The YouTube video to cut into shorts',
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
 * The YouTube video id that the item names.
 *
 * @throws BadInput for an address that is no YouTube video, or an id that is none
 */
export function readVideoId(context: IExecuteFunctions, itemIndex: number): string {
	const video = context.getNodeParameter('video', itemIndex) as string | { mode: string; value: unknown };
	const { mode, value } = typeof video === 'object' ? video : { mode: 'url', value: video };
	const given = String(value ?? '').trim();
	if (given === '') throw new BadInput("'Video' is empty", 'Give the URL or the ID of a YouTube video.');
	// An expression may yield either form, whatever the mode says.
	const videoId = isVideoId(given) ? given : videoIdOfUrl(given);
	if (videoId !== undefined) return videoId;
	throw mode === 'id'
		? new BadInput(
				`'Video' is "${given}", which is not a YouTube video ID`,
				'A video ID has 11 characters: letters, digits, - and _.',
			)
		: new BadInput(
				`'Video' is "${given}", which is not the URL of a YouTube video`,
				'Give an address such as https://www.youtube.com/watch?v=dQw4w9WgXcQ or https://youtu.be/dQw4w9WgXcQ.',
			);
}
