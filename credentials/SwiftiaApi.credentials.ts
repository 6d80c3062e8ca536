import type { IAuthenticate, Icon, ICredentialType, INodeProperties } from 'n8n-workflow';
import { USUAL_BASE_URL, cleanApiKey } from '../nodes/Swiftia/api/credential';

/** The credential Swiftia API: a key of one organization (Swiftia docs, authentication). The nodes test it. */
export class SwiftiaApi implements ICredentialType {
	name = 'swiftiaApi';

	displayName = 'Swiftia API';

	icon: Icon = { light: 'file:swiftia.svg', dark: 'file:swiftia.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-swiftia/n8n-nodes-swiftia#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'Create a key in Swiftia under organization settings, API Keys. It is shown once: copy it.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: USUAL_BASE_URL,
			description: 'Keep the default unless you use a proxy or the simulator',
		},
	];

	authenticate: IAuthenticate = async ({ apiKey }, request) => ({
		...request,
		headers: { ...request.headers, Authorization: `Bearer ${cleanApiKey(apiKey)}` },
	});
}
