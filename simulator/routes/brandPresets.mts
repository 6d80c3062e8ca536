import type { FastifyInstance } from 'fastify';

const options = {
	maxWordsInPage: 5,
	waterMark: {
		waterMarkUrl: 'https://example.com/logo.png',
		left: '100px',
		top: '30px',
		opacity: '0.9',
		width: '400px',
	},
	style: [],
	director: {},
};
const times = { createdAt: '2026-01-05T09:30:00.000Z', updatedAt: '2026-01-05T09:30:00.000Z' };

/** The organization's brand presets. */
export const BRAND_PRESETS = [
	{
		id: 'brand-house',
		name: 'House style',
		description: 'Bold captions, logo at the top',
		preset: 'VIRAL',
		size: { width: 1080, height: 1920, name: '9:16' },
		options,
		isActive: true,
		isDefault: true,
		...times,
	},
	{
		id: 'brand-old',
		name: 'Last year',
		description: '',
		preset: 'GRAPES',
		size: { width: 1920, height: 1080, name: '16:9' },
		options,
		isActive: false,
		isDefault: false,
		...times,
	},
];

/** GET brand presets: a bare array (Swiftia docs, brand-presets). */
export function addBrandPresetRoutes(server: FastifyInstance): void {
	server.get('/api/organizations/brandings', async () => BRAND_PRESETS);
}
