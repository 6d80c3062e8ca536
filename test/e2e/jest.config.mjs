import n8n from '../n8n/jest.config.mjs';

// Tests in the real editor, in a headless Chromium, two n8n at a time. They use the tools of realN8n as well.
export default { ...n8n, testMatch: ['<rootDir>/test/e2e/**/*.test.mts'] };
