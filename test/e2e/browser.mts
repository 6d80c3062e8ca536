import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, selectors } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** Starts a headless Chromium that is on this machine. */
export async function launchBrowser(): Promise<Browser> {
	selectors.setTestIdAttribute('data-test-id');
	const executablePath = await findChromium();
	// Chromium's own sandbox does not start for root, which is what a container runs as.
	return await chromium.launch({ executablePath, args: ['--no-sandbox', '--mute-audio'] });
}

/** The Chromium to use: the one that CHROMIUM_PATH names, or the first on the PATH. */
async function findChromium(): Promise<string> {
	const { CHROMIUM_PATH, PATH = '' } = process.env;
	const places = PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
	for (const place of CHROMIUM_PATH ? [CHROMIUM_PATH] : places) {
		if (await isProgram(place)) return place;
	}
	throw new Error(
		CHROMIUM_PATH
			? `CHROMIUM_PATH is "${CHROMIUM_PATH}", which is not a program`
			: `There is no Chromium on the PATH (looked for ${NAMES.join(', ')}): install it, or name one in CHROMIUM_PATH`,
	);
}

async function isProgram(path: string): Promise<boolean> {
	return await access(path, constants.X_OK).then(
		() => true,
		() => false,
	);
}
