// A headless Chromium for the tests.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

// Chromium, operated over a pipe: one JSON message after the other, with a 0 behind each.
export class Browser {
    // `profile` is a folder of its own; `options` are more of Chromium's.
    constructor(profile, ...options) {
        this.waiting = new Map();
        this.listeners = new Set();
        this.process = spawn('chromium-headless-shell', [
            '--no-sandbox', '--disable-gpu', '--remote-debugging-pipe', `--user-data-dir=${profile}`, ...options,
        ], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
        let buffered = '';
        this.process.stdio[4].setEncoding('utf8').on('data', (data) => {
            const messages = (buffered + data).split('\0');
            buffered = messages.pop();
            for (const message of messages.map((text) => JSON.parse(text))) {
                if (message.id) this.waiting.get(message.id)(message);
                else for (const listener of this.listeners) listener(message);
            }
        });
        this.process.on('exit', () => { for (const resolve of this.waiting.values()) resolve({ error: { message: 'Chromium has ended' } }); });
    }

    async send(method, params, sessionId) {
        const id = this.waiting.size + 1;
        this.process.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + '\0');
        const { result, error } = await new Promise((resolve) => {
            this.waiting.set(id, resolve);
            setTimeout(resolve, 30000, { error: { message: 'nothing after 30 seconds' } }).unref();
        });
        if (error) throw new Error(`${method}: ${error.message}`);
        return result;
    }

    // Opens a page in a profile of its own; `page.said` is everything that it logs, and everything that its policy blocks.
    async open(url, language = 'en-US') {
        const { browserContextId } = await this.send('Target.createBrowserContext');
        const { targetId } = await this.send('Target.createTarget', { url: 'about:blank', browserContextId });
        const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
        const said = [], send = (method, params) => this.send(method, params, sessionId);
        this.listeners.add((message) => {
            if (message.sessionId === sessionId && /consoleAPICalled|exceptionThrown|entryAdded/.test(message.method)) said.push(JSON.stringify(message.params));
        });
        for (const domain of ['Runtime', 'Log']) await send(`${domain}.enable`);
        const { userAgent } = await this.send('Browser.getVersion');
        await send('Emulation.setUserAgentOverride', { userAgent, acceptLanguage: language });
        const run = async (expression) => {
            const { result, exceptionDetails } = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
            if (exceptionDetails) throw new Error(exceptionDetails.exception.description);
            return result.value;
        };
        await send('Page.navigate', { url });
        await run("new Promise((resolve) => { document.readyState === 'complete' ? resolve() : addEventListener('load', resolve); })");
        return { said, send, run };
    }

    async close() {
        const end = once(this.process, 'exit');
        await this.send('Browser.close');
        await end;
    }
}
