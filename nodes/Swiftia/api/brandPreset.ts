import type { Answer } from './answer';
import { idField } from './id';
import { type JsonObject, type JsonValue, asObject, asObjects, numberField, textField } from './json';

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

/**
 * Reads the list of brand presets, a bare array (Swiftia docs, brand-presets).
 *
 * @returns undefined for a body that is no list of brand presets
 */
export function readBrandPresets(body: JsonValue): Array<Answer<BrandPreset>> | undefined {
	if (!Array.isArray(body)) return undefined;
	const presets = asObjects(body).map((raw) => ({ record: readBrandPreset(raw), body: raw }));
	const isOther = body.length > 0 && presets.every(({ record }) => record.brandPresetId === '');
	return isOther ? undefined : presets;
}

function readBrandPreset(raw: JsonObject): BrandPreset {
	const size = asObject(raw.size);
	return {
		brandPresetId: idField(raw, 'id'),
		name: textField(raw, 'name'),
		description: textField(raw, 'description'),
		preset: textField(raw, 'preset'),
		size: raw.size
			? {
					width: numberField(size, 'width'),
					height: numberField(size, 'height'),
					name: textField(size, 'name'),
				}
			: null,
		isActive: raw.isActive === true,
		isDefault: raw.isDefault === true,
	};
}
