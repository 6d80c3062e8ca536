import {
	type ICredentialDataDecryptedObject,
	type ICredentials,
	ICredentialsHelper,
	type IHttpRequestOptions,
	type INode,
	type Workflow,
} from 'n8n-workflow';
import { loadPackage } from './engine.mts';

/** What the user fills into the credential. */
export interface SwiftiaCredential {
	apiKey: string;
	baseUrl: string;
}

/** n8n's credentials helper with one credential; what it adds to a request is what the built credential type says. */
export class EngineCredentials extends ICredentialsHelper {
	constructor(private readonly credential: SwiftiaCredential) {
		super();
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions,
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = (await loadPackage()).getCredential(typeName).type;
		if (typeof authenticate !== 'object')
			throw new Error('The credential type does not say how to authenticate');
		const keys = { $credentials: credentials };
		const headers = workflow!.expression.getComplexParameterValue(
			node!,
			authenticate.properties.headers as never,
			'internal',
			keys,
		);
		return { ...requestOptions, headers: { ...requestOptions.headers, ...(headers as object) } };
	}

	async getDecrypted(): Promise<ICredentialDataDecryptedObject> {
		return { ...this.credential };
	}

	async preAuthentication(): Promise<undefined> {
		return undefined;
	}

	async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('not used');
	}

	async updateCredentials(): Promise<void> {}

	async updateCredentialsOauthTokenData(): Promise<void> {}

	getCredentialsProperties(): [] {
		return [];
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}
}
