import {
	type ICredentialDataDecryptedObject,
	type ICredentials,
	ICredentialsHelper,
	type ICredentialsExpressionResolveValues,
	type IExecuteData,
	type IHttpRequestOptions,
	type INodeCredentialsDetails,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { loadPackage } from './engine.mts';

/** What the user fills into the credential; an expression begins with `=`. */
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
	): Promise<IHttpRequestOptions> {
		const { authenticate } = (await loadPackage()).getCredential(typeName).type;
		if (typeof authenticate !== 'function')
			throw new Error('The credential type does not say how to authenticate');
		return await authenticate(credentials, requestOptions);
	}

	/** As n8n does: without the items of a run, an expression that asks for them gives nothing. */
	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		_nodeCredentials: INodeCredentialsDetails,
		_type: string,
		_mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		_raw?: boolean,
		values?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		if (!values) {
			const fixed = Object.entries(this.credential).map(([name, value]) => [
				name,
				value.startsWith('=') ? undefined : value,
			]);
			return Object.fromEntries(fixed) as ICredentialDataDecryptedObject;
		}
		const { workflow, node, runExecutionData, runIndex, itemIndex, connectionInputData } = values;
		return workflow.expression.getParameterValue(
			{ ...this.credential },
			runExecutionData,
			runIndex,
			itemIndex,
			node.name,
			connectionInputData,
			'internal',
			{},
			executeData,
		) as ICredentialDataDecryptedObject;
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
