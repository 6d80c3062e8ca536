import type { IDisplayOptions } from 'n8n-workflow';

/** Hides what makes no sense where an AI agent uses the node as a tool: it cannot be parked, and hands on no files. */
export const notInTools = { hide: { '@tool': [true] } } satisfies IDisplayOptions;
