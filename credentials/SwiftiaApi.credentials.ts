import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

/** The credential Swiftia API: a key of one organization (Swiftia docs, authentication). */
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
			description: 'In Swiftia under organization settings, API Keys. It is shown once, when it is created.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://app.swiftia.io/api',
			description: 'Address of the Swiftia API',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{ $credentials.apiKey }}' } },
	};

	test: ICredentialTestRequest = {
		request: { baseURL: '={{ $credentials.baseUrl }}', url: '/organizations/brandings' },
		// Without these n8n shows the bare HTTP status.
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'Swiftia did not accept the API key. Check it, or create a new one in Swiftia under organization settings, API Keys.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message: 'There is no Swiftia API at this address. Check the Base URL.',
				},
			},
		],
	};
}
