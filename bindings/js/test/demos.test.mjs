// demos/web in Chromium, as a file and from a server, and demos/mini-program without WeChat: what its tools would do is
// copying miniprogram_dist, and what they would run gets the names that they define.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { Signer, Verifier } from 'usersig';
import { Browser } from './browser.mjs';

const KEY = '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e';
const APP = 1400000000;
const root = dirname(createRequire(import.meta.url).resolve('usersig/package.json'));
const scratch = mkdtempSync(join(tmpdir(), 'usersig-demos-'));
const web = join(scratch, 'web');

const isValid = (token, userId) => new Verifier(APP, KEY).verify(token, { userId }).ok;

// --- demos/web ---------------------------------------------------------------------------------------------------

// Fills in fields, presses the button of a form, and returns what the page shows then.
async function submit(page, form, values) {
    for (const [id, value] of Object.entries(values)) await page.run(`document.getElementById('${id}').value = ${JSON.stringify(value)}; 0`);
    await page.run(`document.querySelector('#verdict').textContent = ''; document.querySelector('#${form} button').click()`);
    return page.run(`new Promise((resolve, reject) => {
        const at = Date.now(), text = (id) => document.getElementById(id).textContent;
        setInterval(() => {
            if (text('verdict')) resolve({ verdict: text('verdict'), token: document.getElementById('token').value, contents: document.getElementById('contents').hidden ? '' : text('contents') });
            else if (Date.now() - at > 10000) reject(new Error('nothing after 10 seconds'));
        }, 20);
    })`);
}

let browser;
before(() => {
    cpSync(join(process.env.DEMOS, 'web'), web, { recursive: true });
    cpSync(join(root, 'dist/usersig.global.js'), join(web, 'usersig.global.js'));
    browser = new Browser(join(scratch, 'profile'));
});
after(async () => {
    await browser.close();
    rmSync(scratch, { recursive: true, maxRetries: 5 });
});

const asFile = () => pathToFileURL(join(web, 'index.html')).href;
const filledIn = { app: String(APP), key: KEY, user: 'xiaojun', expire: '3600' };

// Nothing is logged, blocked or stored, and the key is in its field only.
async function isQuiet(page) {
    assert.deepEqual(page.said, []);
    assert.equal(await page.run(`document.documentElement.outerHTML.includes('${KEY.slice(0, 8)}')`), false);
    assert.equal(await page.run('localStorage.length + sessionStorage.length + document.cookie.length'), 0);
    assert.equal(await page.run('location.search + location.hash'), '');
}

test('demos/web as a file: a UserSig, its contents, its end and its verdict', async () => {
    const page = await browser.open(asFile());
    const signed = await submit(page, 'page', filledIn);
    assert.ok(isValid(signed.token, 'xiaojun'));
    assert.equal(signed.verdict, 'Valid for xiaojun.');
    assert.match(signed.contents, /UserIDxiaojunSDKAppID1400000000Version2\.0Issued.*Expires.*Time left0 d (01:00:00|00:59:\d\d)$/);
    await page.run('new Promise((resolve) => { setTimeout(resolve, 2100); })');
    assert.match(await page.run(`document.querySelector('[role=timer]').textContent`), /^0 d 00:59:5[0-8]$/);
    assert.equal(await page.run(`document.querySelector('#server button').matches(':disabled')`), true);

    const other = await submit(page, 'check', { user: 'lilei' });
    assert.match(other.verdict, /^Rejected: 70013, userid_mismatch\n.+\.\nWhat to do: .+\.$/);
    assert.match(other.contents, /xiaojun/);
    const expired = new Signer(APP, KEY).sign('xiaojun', 60, { now: 1700000000 });
    const late = await submit(page, 'check', { user: 'xiaojun', token: `\n ${expired} \n` });
    assert.match(late.verdict, /^Rejected: 70001, expired\n/);
    assert.match(late.contents, /Time leftexpired$/);
    const broken = await submit(page, 'check', { token: 'eJw' });
    assert.match(broken.verdict, /^Rejected: 7000[34], malformed\n/);
    assert.equal(broken.contents, '');
    const wrong = await submit(page, 'page', { app: '0' });
    assert.match(wrong.verdict, /SDKAppID.*\.$/);
    const room = new Signer(APP, KEY).sign('xiaojun', 60, { contents: { room: 'lesson-7', privileges: 42 } });
    assert.match((await submit(page, 'check', { app: String(APP), token: room })).contents, /Room, privilegeslesson-7, 42/);

    const unverified = await submit(page, 'check', { key: '' });
    assert.match(unverified.verdict, /^Not verified: /);
    await isQuiet(page);
});

test('demos/web in Chinese, and dark', async () => {
    const page = await browser.open(asFile(), 'zh-CN');
    assert.equal(await page.run('document.documentElement.lang + document.title'), 'zh-CNUserSig 示例');
    const signed = await submit(page, 'page', filledIn);
    assert.equal(signed.verdict, '校验通过，用户为 xiaojun。');
    const english = await page.run(`[...document.querySelectorAll('legend, p, label, button, dt')].map((element) => element.textContent.trim())
        .filter((text) => text && !/[\\u4e00-\\u9fff]/.test(text)).join()`);
    assert.equal(english, 'SDKAppID,UserID,UserID,SDKAppID');
    const background = () => page.run('getComputedStyle(document.body).backgroundColor');
    const light = await background();
    await page.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: 'dark' }] });
    assert.notEqual(await background(), light);
    await isQuiet(page);
});

test('demos/web: every field has a label, and nothing but the own files is loaded or run', async () => {
    const page = await browser.open(asFile());
    assert.equal(await page.run(`[...document.querySelectorAll('input, textarea')].every((field) => field.labels.length === 1 && !field.name)`), true);
    assert.equal(await page.run(`document.getElementById('key').type + document.getElementById('verdict').getAttribute('aria-live')`), 'passwordpolite');
    await isQuiet(page);
    await page.run(`const script = document.createElement('script'); script.textContent = 'globalThis.injected = true'; document.body.append(script); 0`);
    assert.equal(await page.run('globalThis.injected === undefined'), true);
    assert.equal(await page.run(`fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'blocked')`), 'blocked');
    assert.equal(page.said.filter((text) => text.includes('"source":"security"')).length, 2, `${page.said}`);
});

test('demos/web without the library says so', async () => {
    rmSync(join(web, 'usersig.global.js'));
    try {
        const page = await browser.open(asFile());
        assert.match(await page.run(`document.getElementById('verdict').textContent`), /^usersig\.global\.js is missing/);
    } finally {
        cpSync(join(root, 'dist/usersig.global.js'), join(web, 'usersig.global.js'));
    }
});

test('demos/web from a server that signs, as demos/server does', async () => {
    const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };
    let status = 204;
    const server = createServer(async (request, response) => {
        let body = '';
        for await (const data of request) body += data;
        const { pathname } = new URL(request.url, 'http://localhost');
        if (pathname === '/login' && request.method === 'POST') {
            const form = new URLSearchParams(body), right = form.get('user') === 'xiaojun' && form.get('password') === 'p&w=1';
            const headers = right ? { 'Set-Cookie': '__Host-session=1; Path=/; Secure; HttpOnly; SameSite=Strict' } : { 'Retry-After': '7' };
            response.writeHead(right ? status : status === 204 ? 401 : status, headers).end();
        } else if (pathname === '/usersig') {
            if (request.headers.cookie !== '__Host-session=1') return response.writeHead(401).end();
            const userSig = new Signer(APP, KEY).sign('xiaojun', 7200);
            response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ sdkAppId: APP, userId: 'xiaojun', userSig, validitySeconds: 7200 }));
        } else if (types[extname(pathname)]) {
            response.writeHead(200, { 'Content-Type': types[extname(pathname)] }).end(readFileSync(join(web, pathname)));
        } else {
            response.writeHead(404).end();
        }
    });
    await new Promise((resolve) => { server.listen(0, 'localhost', resolve); });
    try {
        const page = await browser.open(`http://localhost:${server.address().port}/index.html`);
        const given = await submit(page, 'server', { login: 'xiaojun', password: 'p&w=1' });
        assert.ok(isValid(given.token, 'xiaojun'));
        assert.match(given.verdict, /^Not verified: /);
        assert.match(given.contents, /UserIDxiaojunSDKAppID1400000000/);
        assert.equal(await page.run(`document.getElementById('password').value`), '');
        assert.equal((await submit(page, 'check', { key: KEY })).verdict, 'Valid for xiaojun.');
        await isQuiet(page);
        assert.match((await submit(page, 'server', { password: 'wrong' })).verdict, /password is wrong/);
        status = 429;
        assert.equal((await submit(page, 'server', { password: 'wrong' })).verdict, 'Too many attempts: wait 7 seconds.');
        status = 404;
        assert.match((await submit(page, 'server', { password: 'wrong' })).verdict, /returned 404/);
    } finally {
        server.close();
        server.closeAllConnections();
    }
});

// --- demos/mini-program ------------------------------------------------------------------------------------------

const program = join(scratch, 'mini-program');
const inProgram = (path) => join(program, path);
const json = (path) => JSON.parse(readFileSync(inProgram(path), 'utf8'));

before(() => {
    cpSync(join(process.env.DEMOS, 'mini-program'), program, { recursive: true, filter: (path) => !/node_modules|miniprogram_npm|debug$/.test(path) });
    const archive = JSON.parse(readFileSync('package.json', 'utf8')).dependencies.usersig.replace('file:', '');
    execFileSync('npm', ['install', '--offline', '--no-audit', '--no-fund', '--loglevel=error', archive], { cwd: program });
    execFileSync('npm', ['run', '--silent', 'copy'], { cwd: program });
    const { miniprogram } = json('node_modules/usersig/package.json');
    cpSync(inProgram(`node_modules/usersig/${miniprogram}`), inProgram('miniprogram_npm/usersig'), { recursive: true });
});

// Returns the files that are uploaded: WeChat's tools leave out node_modules.
function uploaded(folder = '.') {
    return readdirSync(inProgram(folder), { withFileTypes: true }).filter(({ name }) => name !== 'node_modules')
        .flatMap((entry) => entry.isDirectory() ? uploaded(join(folder, entry.name)) : join(folder, entry.name));
}

// Runs the program in a context that has nothing but JavaScript, App, Page and timers. Returns its pages, and what it logs.
function start() {
    const pages = [], said = [], modules = new Map();
    const log = (...values) => said.push(values.join(' '));
    const context = vm.createContext({ App() {}, Page: (page) => pages.push(page), wx: {}, setInterval, clearInterval, console: { log, error: log } });
    vm.runInContext('delete globalThis.WebAssembly; var global = globalThis', context);
    const load = (file) => {
        if (modules.has(file)) return modules.get(file).exports;
        const module = { exports: {} };
        modules.set(file, module);
        // A name without ./ is a package that was built to miniprogram_npm.
        const resolve = (name) => name.startsWith('.') ? join(dirname(file), name) : join('miniprogram_npm', name, 'index.js');
        vm.runInContext(`(function (require, module, exports) {${readFileSync(inProgram(file), 'utf8')}\n})`, context, { filename: file })(
            (name) => load(resolve(name)), module, module.exports);
        return module.exports;
    };
    load('app.js');
    for (const page of json('app.json').pages) load(`${page}.js`);
    return { pages, said };
}

test('demos/mini-program: all its files are there, and the package is the one that is built', () => {
    const files = uploaded();
    for (const file of files.filter((name) => name.endsWith('.json'))) json(file);
    for (const page of json('app.json').pages) {
        for (const extension of ['js', 'json', 'wxml', 'wxss']) assert.ok(existsSync(inProgram(`${page}.${extension}`)), `${page}.${extension}`);
    }
    const demo = JSON.parse(readFileSync(join(process.env.DEMOS, 'mini-program/package.json'), 'utf8'));
    assert.equal(demo.dependencies.usersig, JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version);
    const size = files.reduce((sum, file) => sum + readFileSync(inProgram(file)).length, 0);
    assert.ok(size < 2 << 20, `${size} bytes: WeChat allows 2 MiB`);
});

test('demos/mini-program signs, verifies and counts down, and logs no key', () => {
    const { pages: [page], said } = start();
    const sent = [];
    const view = readFileSync(inProgram(`${json('app.json').pages[0]}.wxml`), 'utf8');
    const all = (pattern) => [...view.matchAll(pattern)].map(([, name]) => name);
    page.setData = (data) => { sent.push(JSON.stringify(data)); Object.assign(page.data, data); };
    const [submit] = all(/bindsubmit="(\w+)"/g);
    const sign = (value) => {
        assert.deepEqual(Object.keys(value).sort(), all(/<input name="(\w+)"/g).sort());
        page[submit]({ detail: { value } });
        return page.data;
    };
    try {
        const values = { sdkAppId: String(APP), secretKey: KEY, userId: 'xiaojun', validity: '3600' };
        const data = sign(values);
        assert.ok(isValid(data.userSig, 'xiaojun'));
        assert.match(data.verdict, /Valid$/);
        assert.ok(data.left > 3590 && data.left <= 3600);
        for (const name of all(/{{(\w+)}}/g)) assert.ok(name in data, `${name} is not in data`);
        assert.deepEqual(said, []);
        assert.match(sign({ ...values, secretKey: '' }).verdict, /Not signed/);
        assert.equal(page.data.userSig, '');
        assert.match(sign({ ...values, sdkAppId: '' }).verdict, /Not signed/);
        assert.equal(said.length, 2);
        assert.ok(!`${said}${sent}`.includes(KEY.slice(0, 8)));
    } finally {
        page.onUnload();
    }
});
