import n8n from './jest.n8n.config.mjs';

// Tests in the real editor, in a headless Chromium, one at a time. They use the demo's tools as well.
export default { ...n8n, testMatch: ['<rootDir>/test/e2e/**/*.test.mts'], maxWorkers: 1 };
