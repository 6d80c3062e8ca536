import n8n from '../n8n/jest.config.mjs';

// Tests against a real n8n in queue mode: one stack of seven servers at a time.
export default { ...n8n, testMatch: ['<rootDir>/test/queue/**/*.test.mts'], maxWorkers: 1 };
