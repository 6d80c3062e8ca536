/** Paths of the Swiftia API, below the credential's base URL. */
export const PATHS = {
	/** Swiftia docs, post-job. */
	jobs: '/jobs',
	/** Swiftia docs, get-job. */
	job: (jobId: string) => `/jobs/${encodeURIComponent(jobId)}`,
	/** Swiftia docs, post-render. */
	renders: '/render',
	/** Swiftia docs, get-render. */
	render: (renderId: string) => `/render/${encodeURIComponent(renderId)}`,
	/** Swiftia docs, brand-presets. */
	brandPresets: '/organizations/brandings',
} as const;
