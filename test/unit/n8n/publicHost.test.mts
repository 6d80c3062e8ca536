import { PRIVATE_ADDRESS } from '../../../nodes/Swiftia/n8n/publicHost.js';

it.each([
	'https://localhost',
	'http://LOCALHOST:5678/webhook/x',
	'http://localhost./x',
	'http://n8n:5678/x',
	'http://n8n.local.:5678/x',
	'https://box.localdomain?x',
	'https://host.docker.internal/x',
	'https://n8n.corp#x',
	'https://nas.lan/x',
	'https://box.home.arpa/x',
	'http://127.0.0.1/x',
	'http://0.0.0.0:5678/x',
	'http://10.0.0.7/x',
	'http://172.20.0.2/x',
	'http://192.168.1.20/x',
	'http://169.254.1.1/x',
	'http://100.64.0.1/x',
	'http://[::1]:5678/x',
	'http://[::]/x',
	'http://[fd00::1]/x',
	'http://[fe80::1]/x',
	'http://[::ffff:10.0.0.1]/x',
	'http://[2001:db8::1]/x',
])('%s is private', (url) => {
	expect(PRIVATE_ADDRESS.test(url)).toBe(true);
	expect(PRIVATE_ADDRESS.test(new URL(url).href)).toBe(true);
});

it.each([
	'https://n8n.example.com/webhook/x',
	'https://localhost.example.com/x',
	'https://10.example.com/x',
	'https://n8n.example.com/localhost',
	'https://n8n.example.com/?x=http://localhost/',
	'https://203.0.113.9:8443/x',
	'https://172.15.0.1/x',
	'https://100.63.0.1/x',
	'https://[2606:4700:4700::1111]/x',
	'https://internal.example.com',
])('%s is public', (url) => expect(PRIVATE_ADDRESS.test(url)).toBe(false));
