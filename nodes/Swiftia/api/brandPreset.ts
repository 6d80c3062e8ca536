import { type JsonValue, asObjects, asObject, id, text, number } from './json';

/** A brand preset of the organization. */
export interface BrandPreset {
	brandPresetId: string;
	name: string;
	description: string;
	/** The built-in preset that it is based on. */
	preset: string;
	/** Pixels. */
	size: { width: number | null; height: number | null; name: string } | null;
	isActive: boolean;
	isDefault: boolean;
}

/** Reads the list of brand presets, a bare array (Swiftia docs, brand-presets). */
export function readBrandPresets(body: JsonValue): BrandPreset[] {
	return asObjects(body).map((raw) => {
		const size = asObject(raw.size);
		return {
			brandPresetId: id(raw, 'id'),
			name: text(raw, 'name'),
			description: text(raw, 'description'),
			preset: text(raw, 'preset'),
			size: raw.size
				? { width: number(size, 'width'), height: number(size, 'height'), name: text(size, 'name') }
				: null,
			isActive: raw.isActive === true,
			isDefault: raw.isDefault === true,
		};
	});
}
