// The page in Firefox, operated over its own protocol (Marionette), and without a network.
//
//     PAGE=…/usersig.html node --test firefox.test.mjs
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

async function freePort() {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address();
    server.close();
    return port;
}

// A message is its length, a colon and JSON: [0, number, command, parameters], answered by [1, number, error, result].
class Marionette {
    static async open(port) {
        for (let tries = 0; ; tries++) {
            const socket = connect(port, '127.0.0.1');
            try {
                await once(socket, 'connect');
                return new Marionette(socket);
            } catch (error) {
                if (tries === 300) throw error;
                await wait(200);
            }
        }
    }

    constructor(socket) {
        this.socket = socket;
        this.waiting = new Map();
        this.count = 0;
        let buffered = Buffer.alloc(0);
        socket.on('data', (data) => {
            buffered = Buffer.concat([buffered, data]);
            for (let colon; (colon = buffered.indexOf(':')) > 0;) {
                const end = colon + 1 + Number(buffered.subarray(0, colon));
                if (buffered.length < end) return;
                const message = JSON.parse(buffered.subarray(colon + 1, end));
                buffered = buffered.subarray(end);
                // The first one is a greeting.
                if (Array.isArray(message)) this.waiting.get(message[1])(message);
            }
        });
    }

    async send(command, parameters = {}) {
        const number = ++this.count, message = JSON.stringify([0, number, command, parameters]);
        const answer = new Promise((resolve) => { this.waiting.set(number, resolve); });
        this.socket.write(`${Buffer.byteLength(message)}:${message}`);
        const [, , error, result] = await answer;
        if (error) throw new Error(`${command}: ${error.message}`);
        return result;
    }

    async run(script) { return (await this.send('WebDriver:ExecuteAsyncScript', { script: `const done = arguments[0]; (async () => { ${script} })().then(done, (error) => done(String(error)));`, args: [] })).value; }
}

test('Firefox opens it from a file, signs and checks', { timeout: 120000 }, async () => {
    const profile = mkdtempSync(join(tmpdir(), 'page-firefox-')), port = await freePort();
    writeFileSync(join(profile, 'user.js'), `user_pref("marionette.port", ${port});\nuser_pref("network.proxy.type", 1);\nuser_pref("network.proxy.http", "127.0.0.1");\nuser_pref("network.proxy.http_port", 9);\nuser_pref("datareporting.policy.dataSubmissionEnabled", false);\n`);
    const firefox = spawn('firefox-esr', ['--headless', '--marionette', '--no-remote', '--profile', profile], { stdio: 'ignore', env: { ...process.env, HOME: profile } });
    const ended = once(firefox, 'exit');
    try {
        const page = await Marionette.open(port);
        const { capabilities } = await page.send('WebDriver:NewSession', { capabilities: { alwaysMatch: {} } });
        await page.send('WebDriver:Navigate', { url: pathToFileURL(process.env.PAGE).href });
        const said = await page.run(`
            const broken = [], byId = (id) => document.getElementById(id), pause = () => new Promise((resolve) => setTimeout(resolve, 500));
            document.addEventListener('securitypolicyviolation', (event) => broken.push(event.violatedDirective));
            byId('demo').click();
            byId('tab-sign').click();
            byId('users').value = 'xiaojun';
            byId('do-sign').click();
            await pause();
            const token = document.querySelector('#signed .token').textContent;
            [...document.querySelectorAll('#signed button')].find((button) => /Check it|校验它/.test(button.textContent)).click();
            // A Firefox that has just started may take its time to inflate and to compute. The script is ended after 30 seconds.
            while (!document.querySelector('#layers .good')) await pause();
            return { token, verdict: byId('verdict').textContent, same: document.querySelectorAll('#layers .good').length, facts: document.querySelectorAll('#facts tr').length, broken };`);
        assert.match(said.token, /^eJ/);
        assert.match(said.verdict, /^✓ (Valid for|对) ?xiaojun/);
        assert.deepEqual([said.same, said.facts > 5, said.broken], [1, true, []]);
        console.log(`Firefox ${capabilities.browserVersion}`);
        await page.send('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => {});
    } finally {
        firefox.kill('SIGKILL');
        await ended;
        // Its other processes may write for a moment more.
        rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
});
