/** Says at the end how many cells of the matrix hold, kind by kind. */
export default class CellReporter {
	onRunComplete(_, { testResults, numPassedTests, numTotalTests }) {
		const lines = testResults.map(({ testFilePath, numPassingTests, testResults: cells }) => {
			const kind = testFilePath.replace(/^.*\/|\.test\.mts$/g, '');
			return `  ${kind}: ${numPassingTests} of ${cells.length}`;
		});
		process.stderr.write(`\n${lines.sort().join('\n')}\n${numPassedTests} cells hold of ${numTotalTests}.\n`);
	}
}
