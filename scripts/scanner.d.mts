declare module '@n8n/scan-community-package/scanner/scanner.mjs' {
	/** The files of the sources that are scanned. */
	export const SOURCE_FILE_PATTERNS: string[];
	/** Lints a folder with the rules of n8n's scan. A message with `passed` says that there was nothing to lint. */
	export function analyzePackage(
		folder: string,
		patterns?: string[],
	): Promise<{ passed: boolean; message?: string; details?: string }>;
}
