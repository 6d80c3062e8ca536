// n8n reads the `n8n` block of package.json; this is for those who require() the package themselves.
const { SwiftiaApi } = require('./dist/credentials/SwiftiaApi.credentials.js');
const { Swiftia } = require('./dist/nodes/Swiftia/Swiftia.node.js');
const { SwiftiaTrigger } = require('./dist/nodes/Swiftia/SwiftiaTrigger.node.js');

module.exports = { Swiftia, SwiftiaApi, SwiftiaTrigger };
