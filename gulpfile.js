const { dest, src } = require('gulp');

/** What tsc leaves behind: icons, codex files and output schemas go to dist beside the compiled nodes. */
function assets() {
	return src(['{nodes,credentials}/**/*.{svg,node.json}', 'nodes/**/__schema__/**/*.json'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));
}

exports.default = assets;
