// The page in a browser that has no network: from a file and from a server, in both languages, by mouse and by keyboard.
//
//     PAGE=…/usersig.html VECTORS=…/tests/vectors node --test page.test.mjs
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { inflateSync } from 'node:zlib';

const require = createRequire(join(process.env.MODULES, 'x'));
const { chromium } = require('playwright-core');
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const FILE = pathToFileURL(process.env.PAGE).href;
const diagnoses = JSON.parse(readFileSync(join(process.env.VECTORS, 'diagnoses.json'), 'utf8'));
const DEMO_KEY = '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e';

let browser;
before(async () => { browser = await chromium.launch({ executablePath: '/usr/bin/chromium-headless-shell', args: ['--no-sandbox'] }); });
after(() => browser.close());

// Opens the page in a new profile without a network, calls `body`, and demands that the page asked for nothing, logged nothing and
// broke no rule of its policy.
async function visit(body, { url = FILE, requests = 1, offline = true, ...options } = {}) {
    const context = await browser.newContext({ locale: 'en-US', timezoneId: 'Asia/Shanghai', offline, ...options });
    const page = await context.newPage(), asked = [], said = [];
    page.on('request', (request) => { if (!request.url().startsWith('blob:')) asked.push(request.url()); });
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.stack));
    await page.addInitScript(() => {
        window.violations = [];
        document.addEventListener('securitypolicyviolation', (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
    });
    await page.goto(url);
    const result = await body(page, said);
    assert.deepEqual(await page.evaluate(() => window.violations), []);
    assert.equal(asked.length, requests, asked.join('\n'));
    assert.deepEqual(said, []);
    await context.close();
    return result;
}

const text = (page, selector) => page.locator(selector).innerText();
const noteNames = (page, kind) => page.locator(`#notes .${kind} code`).allInnerTexts();

// Signs with the demo application, and returns the token.
async function sign(page, userId) {
    await page.click('#demo');
    await page.click('#tab-sign');
    await page.fill('#users', userId);
    await page.click('#do-sign');
    return text(page, '#signed .token >> nth=0');
}

// What is inside a token, by Node and not by the page.
function open(token) {
    return JSON.parse(inflateSync(Buffer.from(token.replace(/\*/g, '+').replace(/-/g, '/').replace(/_/g, '='), 'base64')));
}
function isGenuine(token, key) {
    const document = open(token);
    const lines = ['identifier', 'sdkappid', 'time', 'expire', 'userbuf'].filter((name) => `TLS.${name}` in document).map((name) => `TLS.${name}:${document[`TLS.${name}`]}\n`);
    return createHmac('sha256', key).update(lines.join('')).digest('base64') === document['TLS.sig'];
}

async function signedAndChecked(page) {
    const token = await sign(page, 'xiaojun');
    assert.ok(isGenuine(token, DEMO_KEY));
    assert.equal(open(token)['TLS.expire'], 86400);
    await page.click('#signed button:text("Check it")');
    assert.equal(await text(page, '#verdict'), '✓ Valid for xiaojun');
    await page.waitForSelector('#layers pre');
    assert.equal(await page.locator('#layers .good').innerText(), '✓ the same');
    await page.fill('#userid', 'xiaohong');
    assert.match(await text(page, '#verdict'), /^✗ Not valid · service code 70013/);
    assert.deepEqual(await noteNames(page, 'finding'), ['userid_mismatch']);
    await page.fill('#userid', '');
    assert.match(await text(page, '#verdict'), /taken from the token/);
    await page.fill('#key', DEMO_KEY.replace('5b', '6b'));
    assert.match(await text(page, '#verdict'), /^✗ Not valid · service code 70009/);
    await page.waitForSelector('#layers .bad');
    await page.fill('#key', '');
    assert.match(await text(page, '#verdict'), /^\? Readable, but not verified/);
}

test('from a file, without a network: signs, and checks what it signed', () => visit(signedAndChecked));

test('from a server, which is asked for the page and nothing else', async () => {
    const asked = [];
    const server = createServer((request, response) => {
        asked.push(request.url);
        response.setHeader('content-type', 'text/html; charset=utf-8').end(readFileSync(process.env.PAGE));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => { server.once('listening', resolve); });
    await visit(signedAndChecked, { url: `http://127.0.0.1:${server.address().port}/`, offline: false });
    assert.deepEqual(asked, ['/']);
    server.close();
});

test('the policy stops a script that would send the key', async () => {
    const asked = [];
    const server = createServer((request, response) => {
        asked.push(request.url);
        response.end();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => { server.once('listening', resolve); });
    const address = `http://127.0.0.1:${server.address().port}/`;
    const context = await browser.newContext(), page = await context.newPage();
    await page.goto(FILE);
    const rejected = await page.evaluate(async (address) => {
        const rejected = [];
        await fetch(address).catch(() => rejected.push('fetch'));
        await new Promise((resolve) => {
            const image = new Image();
            image.onerror = () => rejected.push('image') && resolve();
            image.src = address;
        });
        try {
            document.body.innerHTML = '<b>markup</b>';
        } catch {
            rejected.push('markup');
        }
        try {
            new WebSocket(address.replace('http', 'ws')).onerror = () => {};
        } catch {
            // Some browsers throw.
        }
        navigator.sendBeacon(address, 'key');
        await new Promise((resolve) => { setTimeout(resolve, 200); });
        return rejected;
    }, address);
    assert.deepEqual(rejected, ['fetch', 'image', 'markup']);
    assert.deepEqual(asked, []);
    await context.close();
    server.close();
});

// A text field cannot hold these: bytes that are no text, and ends of lines that it replaces.
const NO_TEXT = ['lines/crlf', 'bom/line_end', 'utf16/le', 'utf16/be', 'utf16/bare'];

test('each mistake of the shared vectors is named', () => visit(async (page) => {
    await page.clock.setFixedTime(diagnoses.now * 1000);
    await page.fill('#sdkappid', String(diagnoses.sdkappid));
    await page.fill('#key', diagnoses.key);
    await page.fill('#userid', diagnoses.userid);
    const wrong = [];
    let count = 0;
    for (const { id, token_base64: token, causes, warnings } of diagnoses.cases) {
        if (NO_TEXT.includes(id)) continue;
        await page.fill('#pasted', Buffer.from(token, 'base64').toString('utf8'));
        const found = { causes: await noteNames(page, 'cause'), warnings: await noteNames(page, 'warning') };
        const valid = (await text(page, '#verdict')).startsWith('✓');
        const expected = { causes, warnings };
        if (JSON.stringify(found) !== JSON.stringify(expected)) wrong.push({ id, found, expected });
        if (valid && causes.length) wrong.push({ id, valid });
        count++;
    }
    assert.deepEqual(wrong, []);
    assert.equal(count, diagnoses.cases.length - NO_TEXT.length);
    console.log(`${count} pasted texts`);
}));

test('a key by mistake, and nothing at all', () => visit(async (page) => {
    assert.equal(await text(page, '#verdict'), 'Paste a token to see what is in it.');
    await page.fill('#pasted', DEMO_KEY);
    assert.ok((await noteNames(page, 'cause')).length > 0);
    await page.fill('#pasted', '--help');
    assert.match(await text(page, '#verdict'), /^✗/);
    await page.fill('#key', `"${DEMO_KEY}"`);
    assert.notEqual(await text(page, '#key-notes'), '');
}));

test('10 000 UserIDs with progress, and the three files', () => visit(async (page) => {
    const folder = mkdtempSync(join(tmpdir(), 'page-'));
    await page.click('#demo');
    await page.click('#tab-sign');
    const rows = Array.from({ length: 10000 }, (_, at) => `${at},"user ""${at}"""`);
    writeFileSync(join(folder, 'users.csv'), `\ufeffid,UserID\r\n${rows.join('\r\n')}\r\n`);
    await page.setInputFiles('#file', join(folder, 'users.csv'));
    await page.evaluate(() => {
        window.steps = new Set();
        new MutationObserver(() => window.steps.add(document.getElementById('progress').value)).observe(document.getElementById('signed-status'), { childList: true, characterData: true, subtree: true });
    });
    await page.click('#do-sign');
    await page.waitForSelector('#signed .token', { timeout: 60000 });
    assert.equal(await text(page, '#signed-status'), '10000 signed');
    assert.ok(await page.evaluate(() => window.steps.size) > 5, 'the progress was shown');
    const saved = async (button) => {
        const [download] = await Promise.all([page.waitForEvent('download'), page.click(`#signed button:text-is("${button}")`)]);
        const path = join(folder, download.suggestedFilename());
        await download.saveAs(path);
        return readFileSync(path, 'utf8');
    };
    const csv = (await saved('CSV')).trimEnd().split('\r\n'), lines = (await saved('JSON Lines')).trimEnd().split('\n').map((line) => JSON.parse(line));
    const demo = JSON.parse(await saved('Demo configuration (JSON)'));
    assert.equal(csv[0], 'userid,usersig,expires_at');
    assert.equal(csv.length, 10001);
    assert.equal(csv[10000].split('"""').join('"""').slice(0, 16), '"user ""9999""",');
    assert.equal(lines.length, 10000);
    assert.equal(demo.sdkappid, 1400000000);
    for (let at = 0; at < 10000; at += 97) {
        assert.equal(lines[at].userid, `user "${at}"`);
        assert.equal(open(lines[at].usersig)['TLS.identifier'], `user "${at}"`);
        assert.ok(isGenuine(lines[at].usersig, DEMO_KEY));
        assert.equal(lines[at].expires_at, open(lines[at].usersig)['TLS.time'] + 86400);
        assert.deepEqual(demo.users[at], { userId: `user "${at}"`, userToken: lines[at].usersig });
        assert.equal(csv[at + 1].split(',')[1], lines[at].usersig);
    }
    rmSync(folder, { recursive: true });
}));

test('what cannot be signed is named with its line, and the rest is signed', () => visit(async (page) => {
    await page.click('#demo');
    await page.click('#tab-sign');
    await page.click('#do-sign');
    assert.equal(await text(page, '#signed-status'), 'Enter a UserID.');
    await page.fill('#users', `good\n${'x'.repeat(33)}\nfine`);
    await page.click('#do-sign');
    await page.waitForSelector('#signed .token');
    assert.match(await text(page, '#signed-status'), /^2 signed, 1 rejected\s+line 2: .*32/);
    await page.fill('#expire', '-1');
    await page.click('#do-sign');
    await page.waitForSelector('#signed-status:has-text("3 rejected")');
    assert.equal(await page.locator('#signed').isVisible(), false);
    await page.fill('#sdkappid', 'abc');
    await page.click('#do-sign');
    assert.match(await text(page, '#signed-status'), /SDKAppID/);
    await page.click('#forget');
    await page.click('#do-sign');
    assert.match(await text(page, '#signed-status'), /^Enter the SDKAppID and the secret key/);
}));

test('a PrivateMapKey: its record byte by byte, and its privileges as boxes', () => visit(async (page) => {
    await page.click('#demo');
    await page.click('#tab-sign');
    await page.fill('#users', 'xiaojun');
    await page.selectOption('#contents', 'roomName');
    await page.fill('#inside', 'lesson-7');
    await page.uncheck('#may-video-send');
    await page.click('#do-sign');
    await page.click('#signed button:text("Check it")');
    await page.waitForSelector('#layers pre');
    const rows = await page.locator('#facts table >> nth=1 >> tr').allInnerTexts();
    assert.ok(rows.some((row) => row.includes('6c 65 73 73 6f 6e 2d 37') && row.includes('lesson-7')), rows.join('\n'));
    assert.deepEqual(await page.locator('#facts input[type=checkbox]').evaluateAll((boxes) => boxes.map((box) => box.checked)), [true, true, true, true, false, true, true, true]);
    await page.click('#tab-sign');
    await page.selectOption('#contents', 'userbuf');
    await page.fill('#inside', 'any text');
    await page.click('#do-sign');
    assert.equal(Buffer.from(open(await text(page, '#signed .token'))['TLS.userbuf'], 'base64').toString(), 'any text');
}));

test('one field lights in every layer', () => visit(async (page) => {
    await sign(page, 'xiaojun');
    await page.click('#signed button:text("Check it")');
    await page.hover('#layers [data-part="TLS.identifier"] >> nth=0');
    assert.equal(await page.locator('[data-part="TLS.identifier"].lit').count(), 3);
    assert.equal(await page.locator('.lit').count(), 3);
}));

test('two tokens, field by field', () => visit(async (page) => {
    const one = await sign(page, 'one'), two = await sign(page, 'two');
    await page.click('#tab-check');
    await page.fill('#pasted', one);
    await page.click('#compare summary');
    await page.fill('#other', `usersig=${encodeURIComponent(two)}`);
    await page.waitForSelector('#compared table');
    const rows = await page.locator('#compared tbody tr').allInnerTexts();
    assert.ok(rows.find((row) => row.startsWith('TLS.identifier')).endsWith('≠ different'));
    assert.ok(rows.find((row) => row.startsWith('TLS.sdkappid')).endsWith('= same'));
}));

test('the clock: a token from the future', () => visit(async (page) => {
    const token = await sign(page, 'xiaojun');
    await page.clock.setFixedTime(Date.now() - 7200 * 1000);
    await page.click('#tab-check');
    await page.fill('#pasted', token);
    await page.waitForSelector('#facts dl');
    assert.match(await text(page, '#facts dl'), /in the future of this clock/);
    // Times are local and UTC: this browser is eight hours ahead.
    assert.match(await text(page, '#facts'), /\(local\).*UTC/);
}));

test('every code of the service, by number, name and words', () => visit(async (page) => {
    await page.click('#tab-codes');
    const all = Number(/\d+/.exec(await text(page, '#found')));
    assert.ok(all > 100, String(all));
    for (const words of ['70009', '-70009', 'ERR_SVR_ACCOUNT_USERSIG_EXPIRED', '已过期', 'clock']) {
        await page.fill('#search', words);
        assert.ok(Number(/\d+/.exec(await text(page, '#found'))) > 0, words);
    }
    await page.fill('#search', '70001');
    assert.match(await page.locator('#explanations article >> nth=0').innerText(), /service code 70001/);
    await page.fill('#search', 'nothing like this');
    assert.match(await text(page, '#found'), /^No code/);
}));

test('a UserID of markup is shown as text', () => visit(async (page) => {
    const userId = '<img src=x onerror=a()>';
    const token = await sign(page, userId);
    await page.click('#signed button:text("Check it")');
    assert.equal(await text(page, '#verdict'), `✓ Valid for ${userId}`);
    assert.equal(await page.locator('img').count(), 0);
    assert.equal(open(token)['TLS.identifier'], userId);
}));

// Every place where a page can leave something.
const traces = (page) => page.evaluate(async () => JSON.stringify([
    document.documentElement.outerHTML, [...document.querySelectorAll('input, textarea')].map((field) => field.value), { ...localStorage }, { ...sessionStorage },
    document.cookie, location.href, history.length, JSON.stringify(history.state), document.title, window.name,
    await indexedDB.databases?.() ?? [], await caches?.keys?.().catch(() => []),
]));

test('after "forget" the key is nowhere, nor the tokens made with it', () => visit(async (page) => {
    // A key of its own: that of the demo application is in the script.
    const key = 'c0ffee'.repeat(11).slice(0, 64);
    await page.fill('#sdkappid', '1400001234');
    await page.fill('#key', key);
    await page.click('#tab-sign');
    await page.fill('#users', 'xiaojun');
    await page.click('#do-sign');
    const token = await text(page, '#signed .token');
    await page.click('#signed button:text("Check it")');
    await page.waitForSelector('#layers .good');
    assert.match(await traces(page), new RegExp(key), 'the test looks where the key is');
    await page.click('#show');
    assert.equal(await page.getAttribute('#key', 'type'), 'text');
    await page.click('#forget');
    const left = await traces(page);
    assert.ok(!left.includes(key));
    assert.ok(!(await page.locator('#signed').innerHTML()).includes(token));
    assert.equal(await page.getAttribute('#key', 'type'), 'password');
}));

test('the key is forgotten after 10 minutes without input, and when the page is left', () => visit(async (page) => {
    await page.clock.install();
    await page.reload();
    await page.click('#demo');
    await page.clock.fastForward('09:00');
    await page.press('#sdkappid', 'End');
    await page.clock.fastForward('09:00');
    assert.equal(await page.inputValue('#key'), DEMO_KEY);
    await page.clock.fastForward('02:00');
    assert.equal(await page.inputValue('#key'), '');
    assert.equal(await text(page, '#key-notes'), 'The key was forgotten.');
    await page.click('#demo');
    await page.click('#tab-sign');
    await page.fill('#users', 'xiaojun');
    await page.click('#do-sign');
    await page.clock.runFor(100);
    await page.waitForSelector('#signed .token');
    await page.clock.fastForward('10:00');
    assert.equal(await page.locator('.token').count(), 0, 'the tokens that the key has made');
    await page.click('#demo');
    await page.evaluate(() => window.dispatchEvent(new PageTransitionEvent('pagehide')));
    assert.equal(await page.inputValue('#key'), '');
}, { requests: 2 }));

test('a link has no key, and a token only without its signature', () => visit(async (page) => {
    const token = await sign(page, 'xiaojun');
    await page.click('#signed button:text("Check it")');
    // The layers of this check go away, so that those of the next one can be waited for.
    await page.waitForSelector('#layers pre');
    await page.evaluate(() => document.getElementById('layers').replaceChildren());
    await page.fill('#userid', 'xiaohong');
    await page.waitForSelector('#layers pre');
    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.copied = text; } } }));
    await page.click('#share');
    await page.waitForFunction(() => window.copied);
    const link = await page.evaluate(() => window.copied), values = new URLSearchParams(link.split('#')[1]);
    assert.ok(!link.includes(DEMO_KEY) && !link.includes(token) && !link.includes(open(token)['TLS.sig']));
    assert.match(open(values.get('token'))['TLS.sig'], /^A+=*$/);
    assert.equal(values.get('finding'), 'userid_mismatch');
    assert.match(await text(page, '#shared'), /without its signature/);
    await page.check('#whole');
    await page.evaluate(() => { window.copied = ''; });
    await page.click('#share');
    await page.waitForFunction(() => window.copied);
    assert.ok((await page.evaluate(() => window.copied)).includes(new URLSearchParams({ token }).toString()));
    assert.match(await text(page, '#shared'), /can log in/);
    assert.equal(await page.isChecked('#whole'), false);
    await page.goto('about:blank');
    await page.goto(link);
    assert.equal(await page.evaluate(() => location.hash), '');
    assert.equal(await page.inputValue('#userid'), 'xiaohong');
    assert.match(await text(page, '#verdict'), /^\? Readable/);
    assert.equal(await page.inputValue('#key'), '');
}, { requests: 2 }));

test('two languages, complete', async () => {
    const seen = await visit(async (page) => {
        assert.equal(await page.getAttribute('html', 'lang'), 'zh-CN');
        await page.click('#demo');
        await page.fill('#pasted', 'eJw');
        // The layers come a moment after the rest, in each language.
        const body = async (unread) => {
            await page.waitForSelector(`#layers .unsure:text("${unread}")`);
            return text(page, 'body');
        };
        const chinese = await body('无法继续读取');
        await page.click('#language');
        assert.equal(await page.getAttribute('html', 'lang'), 'en');
        assert.equal(await page.inputValue('#pasted'), 'eJw');
        const english = await body('It can be read no further');
        await page.click('#language');
        assert.equal(await body('无法继续读取'), chinese);
        return { chinese, english };
    }, { locale: 'zh-CN' });
    // Apart from the name of the other language.
    assert.doesNotMatch(seen.english.replace('中文', ''), /[\u4e00-\u9fff]/);
    const rest = seen.chinese.split('\n').filter((line) => /[a-z]{3,} [a-z]{3,} [a-z]{3,}/.test(line));
    assert.deepEqual(rest, []);
});

test('by keyboard alone', () => visit(async (page) => {
    const focus = () => page.evaluate(() => document.activeElement.id);
    const tabTo = async (id) => {
        for (let steps = 0; await focus() !== id; steps++) {
            assert.ok(steps < 60, `no way to ${id}`);
            await page.keyboard.press('Tab');
        }
    };
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
    await tabTo('demo');
    await page.keyboard.press('Space');
    await tabTo('tab-check');
    await page.keyboard.press('ArrowRight');
    assert.equal(await focus(), 'tab-sign');
    await tabTo('users');
    await page.keyboard.type('xiaojun');
    await tabTo('do-sign');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#signed .token');
    for (let steps = 0; await page.evaluate(() => document.activeElement.textContent) !== 'Check it'; steps++) {
        assert.ok(steps < 40);
        await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    assert.equal(await focus(), 'tab-check');
    assert.equal(await text(page, '#verdict'), '✓ Valid for xiaojun');
    await page.keyboard.press('End');
    assert.equal(await focus(), 'tab-codes');
    await tabTo('search');
}));

// What is on the page in each of its states, for axe and for pictures.
const STATES = {
    check: async (page) => {
        await sign(page, 'xiaojun');
        await page.click('#signed button:text("Check it")');
        await page.fill('#userid', 'xiaohong');
        await page.waitForSelector('#layers pre');
    },
    sign: async (page) => {
        await page.click('#tab-sign');
        await page.selectOption('#contents', 'room');
        await page.fill('#inside', '10000');
        await sign(page, 'xiaojun');
        await page.click('#signed button:text("QR code")');
        await page.waitForSelector('#qr');
    },
    codes: async (page) => {
        await page.click('#tab-codes');
        await page.fill('#search', '70009');
    },
};

for (const [state, reach] of Object.entries(STATES)) {
    for (const colorScheme of ['light', 'dark']) {
        for (const width of [360, 1440]) {
            test(`${state}, ${colorScheme}, ${width} pixels: nothing for axe to report, nothing beside the page`, () => visit(async (page) => {
                await reach(page);
                await page.evaluate(AXE);
                const { violations } = await page.evaluate(() => window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
                assert.deepEqual(violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join(' ')}`), []);
                assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the page is wider than the window');
                if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, `page-${state}-${colorScheme}-${width}.jpg`), type: 'jpeg', quality: 70, fullPage: true });
            }, { colorScheme, viewport: { width, height: 900 } }));
        }
    }
}

test('the QR code is of the token', () => visit(async (page) => {
    const token = await sign(page, 'xiaojun');
    await page.click('#signed button:text("QR code")');
    const rows = await page.evaluate(() => {
        const svg = document.getElementById('qr'), size = svg.viewBox.baseVal.width - 8;
        const dark = new Set([...svg.querySelector('path').getAttribute('d').matchAll(/M(\d+) (\d+)/g)].map(([, x, y]) => `${x - 4},${y - 4}`));
        return Array.from({ length: size }, (_, y) => Array.from({ length: size }, (_, x) => dark.has(`${x},${y}`)));
    });
    const code = require('qrcode-generator')(0, 'M');
    code.addData(token, 'Byte');
    code.make();
    assert.deepEqual(rows, rows.map((row, y) => row.map((_, x) => code.isDark(y, x))));
}));

test('on paper: the result without the controls', () => visit(async (page) => {
    await STATES.check(page);
    await page.emulateMedia({ media: 'print', reducedMotion: 'reduce' });
    assert.equal(await page.locator('[role=tablist]').isVisible(), false);
    assert.equal(await page.locator('#verdict').isVisible(), true);
    assert.equal(await page.locator('#layers').isVisible(), true);
}));

test('the examples for a server have a key from the environment, and none of their own', () => visit(async (page) => {
    await page.click('#tab-sign');
    await page.fill('#sdkappid', '1400001234');
    const languages = await page.locator('#server-language option').allInnerTexts();
    assert.ok(languages.length >= 10);
    for (const language of languages) {
        await page.selectOption('#server-language', language);
        const code = await text(page, '#snippet');
        assert.ok(code.includes('1400001234') && code.includes('USERSIG_SECRET_KEY') && !code.includes(DEMO_KEY.slice(0, 8)), language);
        if (process.env.EXAMPLES) writeFileSync(join(process.env.EXAMPLES, language), code);
    }
}));
