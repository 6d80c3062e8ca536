import type { INodeProperties } from 'n8n-workflow';
import type { JobExtras } from '../../api/job';
import type { Parameters } from '../parameters/parameters';
import { simplifyProperty } from '../parameters/simplify';

/** How a job is put out once it has ended. */
export interface JobOutput {
	simplify: boolean;
	includeTranscription: boolean;
}

/** The option Include Transcription of what gives jobs. */
export const includeTranscriptionOption: INodeProperties = {
	displayName: 'Include Transcription',
	name: 'includeTranscription',
	type: 'boolean',
	default: true,
	description: 'Whether to include the transcription of the whole video, as Swiftia gives it',
};

/** The same of a wait: jobs that are waited for together are read and put out in one way, so no item has a value of its own. */
export const includeTranscriptionOfAll: INodeProperties = {
	...includeTranscriptionOption,
	noDataExpression: true,
};
/** The parameter Simplify of a wait, for the same reason. */
export const simplifyAll: INodeProperties = { ...simplifyProperty, noDataExpression: true };

/**
 * What the item wants of its job.
 *
 * @param options the collection with the option Include Transcription
 */
export function readJobOutput(parameters: Parameters, options: INodeProperties): JobOutput {
	return {
		simplify: parameters.get<boolean>(simplifyProperty),
		includeTranscription: parameters.option<boolean>(options, includeTranscriptionOption.name) ?? false,
	};
}

/** What has to be read of a job for that. */
export function jobExtras({ simplify, includeTranscription }: JobOutput): JobExtras {
	return { keepBody: !simplify, includeTranscription };
}
