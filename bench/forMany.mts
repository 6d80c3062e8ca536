/** n8n's settings for many executions, as docs/scaling.md recommends them. */
export const FOR_MANY = {
	// n8n removes a job that has ended from its queue; where a webhook process comes to look only then, its caller gets no answer (2.41.1).
	N8N_EXECUTIONS_QUEUE_KEEP_LAST_COMPLETED: '1000',
	// With n8n's 2 a process that serves a crowd waits for itself.
	DB_POSTGRESDB_POOL_SIZE: '4',
	// Otherwise n8n sets up a sandbox for expressions with each call, and one more for each use of a credential.
	N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true',
};
