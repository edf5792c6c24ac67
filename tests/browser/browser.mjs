/* One Chromium for all checks, a page that may ask for nothing, and what is left of a check: a line and a count. */
import { createRequire } from 'node:module';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const require = createRequire(import.meta.url);
const { chromium } = require('playwright-core');
export const axeSource = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'whynot-browser-'));
const flags = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
if (process.getuid() === 0)
	flags.push('--no-sandbox');

const contexts = [];
async function open(options) {
	const context = await chromium.launchPersistentContext(path.join(profile, String(contexts.length)), { executablePath: process.env.CHROMIUM, headless: true, args: flags,
		acceptDownloads: true, ...options });
	contexts.push(context);
	return context;
}

export const withScripts = await open({});
export const withoutScripts = await open({ javaScriptEnabled: false });

let failed = 0, done = 0;

export function check(condition, words) {
	done++;
	if (!condition) {
		failed++;
		console.log(`FAIL: ${words}`);
	}
}

export function equal(is, wanted, words) {
	check(JSON.stringify(is) === JSON.stringify(wanted), `${words}: ${JSON.stringify(is)} instead of ${JSON.stringify(wanted)}`);
}

/* A page at a file; every request beyond that file, every complaint and every dialog is a failure. */
export async function load(context, file, hash = '', options = {}) {
	const page = await context.newPage(), url = 'file://' + file.split('/').map(encodeURIComponent).join('/');
	page.on('console', (message) => check(!['error', 'warning'].includes(message.type()), `${file}: console: ${message.text()}`));
	page.on('pageerror', (error) => check(false, `${file}: ${error.stack}`));
	page.on('dialog', (dialog) => { check(false, `${file}: dialog ${dialog.message()}`); dialog.dismiss(); });
	/* The pages of a folder ask for what lies beside them, others for nothing. */
	const beside = /set\/[^/]*$/.test(url) ? url.replace(/[^/]*$/, '') : '';
	page.on('request', (request) => check(request.url().split('#')[0] === url || request.url().startsWith('blob:') ||
		(beside && request.url().startsWith(beside) && !request.url().slice(beside.length).includes('/')), `${file}: asks for ${request.url()}`));
	await page.emulateMedia({ colorScheme: options.scheme || 'light', media: options.media || 'screen' });
	await page.setViewportSize(options.size || { width: 1280, height: 900 });
	await page.goto(url + hash);
	if (context === withScripts)
		await page.waitForSelector('html[data-ready]', { timeout: 30000, state: 'attached' });
	return page;
}

export async function finish() {
	for (const context of contexts)
		await context.close();
	fs.rmSync(profile, { recursive: true, force: true });
	console.log(`page: ${done} checks, ${failed} failed`);
	process.exit(failed ? 1 : 0);
}
