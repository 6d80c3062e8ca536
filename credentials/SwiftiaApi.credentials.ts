import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

const WRONG_ADDRESS = 'There is no Swiftia API at this address. Check the Base URL.';
const REDIRECTS =
	'This address redirects to another one. Set the Base URL to the address of the Swiftia API itself. The API key was not sent there.';
const NOT_ALLOWED =
	'Swiftia does not allow this account to use the API. Check its credits, plan and permissions.';
const TROUBLE = 'Swiftia is having trouble. Try again later.';

/** What Cloudflare answers where it cannot reach the site behind it. */
const OF_CLOUDFLARE = [520, 521, 522, 523, 524, 525, 526, 527, 530];

/** What to say of an HTTP status, where n8n would show the bare number. */
const MESSAGES: Array<[status: number, message: string]> = [
	...[301, 302, 303, 307, 308].map((status): [number, string] => [status, REDIRECTS]),
	[
		401,
		'Swiftia did not accept the API key. Check it, or create a new one in Swiftia under organization settings, API Keys.',
	],
	...[402, 403, 451].map((status): [number, string] => [status, NOT_ALLOWED]),
	...[400, 404, 405, 406, 410, 415, 418, 421, 501, 505].map((status): [number, string] => [
		status,
		WRONG_ADDRESS,
	]),
	[429, 'Swiftia received too many requests. Try again in a minute.'],
	...[408, 409, 422, 425, 500, 502, 503, 504, 507, 508, 529, ...OF_CLOUDFLARE].map(
		(status): [number, string] => [status, TROUBLE],
	),
];

/** First characters of a text that is no JSON list. Only a list is an answer, and n8n can only name what is none. */
const NOT_A_LIST = [undefined, ...Array.from({ length: 127 }, (_, code) => String.fromCharCode(code))].filter(
	(character) => character !== '[',
);

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
			description:
				'Create a key in Swiftia under organization settings, API Keys. Swiftia shows it only once, so copy it right away.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://app.swiftia.io/api',
			description: 'Address of the Swiftia API. Keep the default unless you use a proxy or the simulator.',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{ $credentials.apiKey }}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl }}',
			url: '/organizations/brandings',
			// n8n would send the key along to any host.
			disableFollowRedirect: true,
			// As text, so that its first character can be looked at.
			encoding: 'text',
		},
		// n8n takes rules of both kinds together; only their type asks for one kind.
		rules: [
			...MESSAGES.map(([value, message]) => ({ type: 'responseCode', properties: { value, message } })),
			...NOT_A_LIST.map((value) => ({
				type: 'responseSuccessBody',
				properties: { key: '0', value, message: WRONG_ADDRESS },
			})),
		] as ICredentialTestRequest['rules'],
	};
}
