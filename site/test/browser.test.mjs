// Reads the built site in Chromium as a reader does: what is clicked leads there, the search and the field of codes find, and nothing is
// requested from elsewhere. SITE is the built site, MODULES its packages.
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { after, before, describe, it } from 'node:test';

const { SITE, MODULES } = process.env;
const { chromium } = createRequire(join(MODULES, 'x'))('playwright-core');
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.jpg': 'image/jpeg', '.png': 'image/png' };
const KEY = '#localsearch-input';
let server, browser, origin;

before(async () => {
    server = createServer((request, response) => {
        let path = join(SITE, normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname)));
        try {
            if (statSync(path).isDirectory()) path = join(path, 'index.html');
            response.writeHead(200, { 'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(readFileSync(path));
        } catch {
            response.writeHead(404).end();
        }
    });
    await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
    origin = `http://127.0.0.1:${server.address().port}`;
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium-headless-shell', args: ['--no-sandbox'] });
});
after(async () => { await browser.close(); server.close(); });

// Opens a page, and fails the test for a request to elsewhere, an error, or a page that is wider than the window.
async function read(path, options, steps) {
    const problems = [];
    const page = await browser.newPage(options);
    page.on('request', (request) => { if (!/^(data:|blob:)/.test(request.url()) && !request.url().startsWith(origin)) problems.push(`request: ${request.url()}`); });
    page.on('response', (response) => { if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`); });
    page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) problems.push(message.text()); });
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(origin + path, { waitUntil: 'networkidle' });
    // On a busy machine, what makes the page answer may start after the network is idle.
    await page.waitForFunction(() => document.querySelector('#app').__vue_app__);
    await steps(page);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (wider > 0) problems.push(`${wider} pixels wider than the window`);
    await page.close();
    assert.deepEqual(problems, []);
}

const PHONE = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' };
const DESK = { viewport: { width: 1440, height: 900 }, colorScheme: 'light' };

// The address of the next page is there before its text. Waits for the first such element to have the text; fails after thirty seconds without it.
const shows = (page, selector, hasText) => page.locator(selector).first().filter({ hasText }).waitFor();

async function search(page, query) {
    await page.keyboard.press('Control+k');
    await page.fill(KEY, query);
    await page.waitForSelector('.result');
    return page.locator('.result').allInnerTexts();
}

describe('the site in Chromium', () => {
    it('two clicks from the first page to code that signs', () => read('/', DESK, async (page) => {
        await page.click('.platforms >> text=Python');
        await page.waitForURL('**/guide/python.html#a-server-signs');
        await shows(page, '.vp-doc pre', /signer\.sign\(/);
    }));
    it('the search finds a code, and opens it', () => read('/', DESK, async (page) => {
        assert.match((await search(page, '70003'))[0], /70003: the UserSig cannot be parsed/);
        await page.keyboard.press('Enter');
        await page.waitForURL('**/codes/#70003');
        await shows(page, '.code-entry:has([id="70003"])', /What to do: inspect the token/);
    }));
    it('the search finds words in English', () => read('/guide/', DESK, async (page) => {
        assert.ok((await search(page, 'secret key')).length > 2);
    }));
    it('the search finds Chinese on a phone', () => read('/zh/guide/', PHONE, async (page) => {
        await page.click('.VPNavBarSearchButton, button:has-text("搜索")');
        await page.fill(KEY, '密钥');
        await page.waitForSelector('.result');
        assert.match((await page.locator('.result').allInnerTexts()).join('\n'), /密钥/);
    }));
    for (const [path, words, code] of [['/codes/', '-70013', '70013'], ['/zh/codes/', '签名校验不通过', '70009']]) {
        it(`the field of ${path} leaves what has ${words}`, () => read(path, PHONE, async (page) => {
            const all = await page.locator('.code-entry:visible').count();
            await page.fill('.code-filter input', words);
            const left = page.locator('.code-entry:visible');
            assert.ok(all > 100 && await left.count() >= 1 && await left.count() < 10, `${await left.count()} of ${all}`);
            assert.match(await left.first().innerText(), new RegExp(`^${code}`));
            await page.fill('.code-filter input', 'xyzzyplugh');
            assert.equal(await left.count(), 0);
        }));
    }
    it('an address can have the words', () => read('/codes/?q=70050', DESK, async (page) => {
        assert.equal(await page.locator('.code-entry:visible').count(), 1);
    }));
    it('the language switch leads to the same page', () => read('/migrate/', DESK, async (page) => {
        await page.hover('.VPNavBarTranslations button');
        await page.click('.VPNavBarTranslations >> text=中文');
        await page.waitForURL('**/zh/migrate/');
        await shows(page, 'h1', /手里是这个文件/);
    }));
    for (const path of ['/', '/zh/', '/reference/platforms.html', '/zh/migrate/', '/reference/benchmark.html', '/server/reference.html', '/zh/guide/cpp.html', '/api/']) {
        it(`${path} fits a phone, and loads nothing from elsewhere`, () => read(path, PHONE, async (page) => {
            await page.evaluate(async () => { window.scrollTo(0, document.body.scrollHeight); });
        }));
    }
});
