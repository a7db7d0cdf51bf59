// The installed package in other engines than Node's: JavaScriptCore without JIT, Hermes, and pages in Chromium. Each
// gets the same calls, and what comes out is compared here.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Verifier } from 'usersig';
import { Browser } from './browser.mjs';
import { script, secretKey, signed, tests as shared } from './calls.mjs';

// For each test the calls (see in-engine.js), each with the check of its result.
const tests = {
    ...shared,
    'signs with the class of the demos': signed.filter((vector) => vector.userbuf === null && !vector.private_map_key).map((vector) => [
        ['generate', vector.sdkappid, secretKey(vector), vector.expire, vector.userid],
        (token) => {
            // It was signed with the engine's clock: a validity of one second may be over by now.
            const expected = { userId: vector.userid, contents: 'none', leeway: 600 };
            assert.equal(new Verifier(vector.sdkappid, secretKey(vector)).verify(token, expected).ok, true, vector.id);
        },
    ]),
};

// --- the files ---------------------------------------------------------------------------------------------------

const dist = join(dirname(createRequire(import.meta.url).resolve('usersig/package.json')), 'dist');
const pages = resolve('pages');
rmSync(pages, { recursive: true, force: true });
mkdirSync(pages);
for (const name of ['usersig.global.js', 'compat/lib-generate-test-usersig.min.js', 'wasm.mjs']) {
    copyFileSync(join(dist, name), join(pages, basename(name)));
}
for (const name of ['in-engine.js', 'bundle.mjs']) copyFileSync(name, join(pages, name));
copyFileSync('vite.html', join(pages, 'index.html'));
const read = (name) => readFileSync(join(pages, name), 'utf8');
const write = (name, text) => writeFileSync(join(pages, name), text);

const calls = script(Object.values(tests).map((list) => list.map(([call]) => call)));
const PLAIN = ['usersig.global.js', 'lib-generate-test-usersig.min.js', 'in-engine.js'];
const SHOW = "document.querySelector('pre').textContent = encodeURIComponent";
const RUN = `(run(UserSig, LibGenerateTestUserSig, ${calls}));`;
const tags = (names) => names.map((name) => `<script src="${name}"></script>`).join('');

write('shell.js', [...PLAIN.map(read), `print${RUN}`].join('\n'));
write('show.js', SHOW + RUN);
write('file.html', `<!doctype html><pre></pre>${tags([...PLAIN, 'show.js'])}`);
write('throws.html', `<!doctype html><pre></pre><img src="http://elsewhere.invalid/">${tags(['show.js'])}`);
const inline = [...PLAIN, 'show.js'].map(read).join('\n');
write('inline.html', `<!doctype html><pre></pre><script>${inline}</script>`);
write('wasm-page.mjs', `import { load } from './wasm.mjs';\nconst UserSig = await load();\n${SHOW}${RUN}`);
write('wasm.html', `<!doctype html><pre></pre>${tags(PLAIN.slice(1))}<script type="module" src="wasm-page.mjs"></script>`);

// --- the engines -------------------------------------------------------------------------------------------------

const execute = (file, args) => promisify(execFile)(file, args, { maxBuffer: 1 << 26, timeout: 60000 });
const shell = async (file, ...options) => JSON.parse((await execute(file, [...options, join(pages, 'shell.js')])).stdout);

const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const POLICIES = {
    '/inline.html': `default-src 'none'; script-src ${hash(inline)}; connect-src 'none'`,
    '/inline.html?another-hash': `default-src 'none'; script-src ${hash('another script')}; connect-src 'none'`,
    '/wasm.html': "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
    '/wasm.html?no-wasm': "default-src 'none'; script-src 'self'",
    '/built/index.html': "default-src 'none'; script-src 'self'",
};
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript' };

// Chromium uses the server as its proxy too: it sees every request, to whatever host.
let requests = [];
const server = createServer((request, response) => {
    requests.push(request.url);
    const { host, pathname, search } = new URL(request.url);
    if (host !== site) return response.writeHead(404).end();
    response.setHeader('Content-Type', TYPES[extname(pathname)]);
    response.setHeader('Content-Security-Policy', POLICIES[pathname + search] || '');
    response.end(read(pathname));
});
server.on('connect', (request, socket) => {
    requests.push(request.url);
    socket.destroy();
});
await new Promise((listening) => { server.listen(0, '127.0.0.1', listening); });
const site = `127.0.0.1:${server.address().port}`;
after(() => server.close());

// It has no sandbox, which root cannot have.
const browser = new Browser(join(pages, 'profile'), `--proxy-server=${site}`, '--proxy-bypass-list=<-loopback>');
after(() => browser.close());

// Returns what a page has written; or fails with what Chromium has said about it, a second after that or when nothing comes.
async function open(url) {
    requests = [];
    const page = await browser.open(url), end = Date.now() + 30000;
    for (let said = Infinity; Date.now() < Math.min(end, said + 1000); await delay(50)) {
        const shown = await page.run("document.querySelector('pre').textContent");
        if (shown) return JSON.parse(decodeURIComponent(shown));
        if (said === Infinity && page.said.length > 0) said = Date.now();
    }
    assert.fail(`no result: ${page.said.join()}`);
}

const engines = {
    'JavaScriptCore without JIT': () => shell('jsc', '--useJIT=false'),
    Hermes: () => shell(process.env.HERMES),
    'a page from a file': async () => {
        const results = await open(`file://${pages}/file.html`);
        assert.deepEqual(requests, []);
        return results;
    },
    'a page with the hash of its script': async () => {
        const results = await open(`http://${site}/inline.html`);
        assert.deepEqual(requests, [`http://${site}/inline.html`]);
        return results;
    },
    'a page with WebAssembly': () => open(`http://${site}/wasm.html`),
};

for (const [engine, start] of Object.entries(engines)) {
    let results;
    Object.entries(tests).forEach(([name, list], at) => test(`${engine}: ${name}`, async () => {
        results ??= start();
        const found = (await results)[at];
        assert.equal(found.length, list.length);
        list.forEach(([, check], index) => check(found[index]));
    }));
}

test('a page that is blocked or throws has no result', async () => {
    await assert.rejects(open(`http://${site}/inline.html?another-hash`), /no result.*Content Security Policy/);
    await assert.rejects(open(`http://${site}/wasm.html?no-wasm`), /no result.*CompileError/);
    await assert.rejects(open(`http://${site}/throws.html`), /no result.*run is not defined/);
    assert.ok(requests.includes('http://elsewhere.invalid/'), 'a request to another host is seen');
});

test('Vite builds a page that runs', async () => {
    const { build } = await import(process.env.VITE);
    await build({ root: pages, base: './', build: { outDir: 'built' }, logLevel: 'warn' });
    assert.equal(await open(`http://${site}/built/index.html`), true);
});
