import { generateCACertificate } from 'mockttp';

/** Makes a certificate that nobody vouches for, once for all test files. */
export default async function makeCertificate() {
	const { key, cert } = await generateCACertificate({ bits: 2048 });
	process.env.SWIFTIA_TEST_CERTIFICATE = JSON.stringify({ key, cert });
}
