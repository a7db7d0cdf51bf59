// tests/call-sites/js against the files of the installed package: each makes tokens, which are verified here.
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { Verifier, inspectUnverified } from 'usersig';

const KEY = '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e';
const APP = 1400000000;
const { p256 } = JSON.parse(readFileSync(`${process.env.VECTORS}/golden.json`, 'utf8')).keys;
const compat = join(dirname(createRequire(import.meta.url).resolve('usersig/package.json')), 'dist/compat');

// As a user copies them: the wrapper beside the class. Node wants .mjs where a bundler takes .js.
const sites = join(process.cwd(), 'sites');
rmSync(sites, { recursive: true, force: true });
mkdirSync(sites);
const wrappers = [];
for (const name of ['lib-generate-test-usersig-es.min.mjs', 'lib-generate-test-usersig.min.js', 'commonjs/lib-generate-test-usersig-es.min.js']) {
    cpSync(join(compat, name), join(sites, basename(name)));
}
for (const folder of readdirSync(join(compat, 'debug'))) {
    mkdirSync(join(sites, folder));
    for (const name of readdirSync(join(compat, 'debug', folder))) {
        const source = readFileSync(join(compat, 'debug', folder, name), 'utf8').replaceAll("'./lib-generate", "'../lib-generate");
        const extension = /^import /m.test(source) ? '.mjs' : '.js';
        const copied = extension === '.mjs' ? source.replaceAll('es.min.js', 'es.min.mjs') : source;
        wrappers.push(`${folder}/${name.replace(/\.m?js$/, extension)}`);
        writeFileSync(join(sites, wrappers.at(-1)), copied);
        if (copied.includes('Fill these in')) {
            writeFileSync(join(sites, folder, `filled-in${extension}`),
                copied.replace('SDKAPPID = 0', `SDKAPPID = ${APP}`).replace("SECRETKEY = ''", `SECRETKEY = '${KEY}'`));
        }
    }
}
writeFileSync(join(sites, 'run.mjs'), `const site = await import('./' + process.argv[2]);
const { tokens, lines = 0 } = site.tokens ? site : site.default;
process.send({ tokens: await tokens, lines });
`);

const folder = process.env.CALL_SITES;
const files = readdirSync(folder).filter((name) => /\.[cm]js$/.test(name));
assert.ok(files.length >= 18);
for (const name of files) {
    test(`call site ${name}`, async () => {
        cpSync(join(folder, name), join(sites, name));
        const env = { ...process.env, APP: String(APP), KEY, PRIVATE_KEY: p256.pkcs8, PUBLIC_KEY: p256.public };
        const child = fork('run.mjs', [name], { cwd: sites, env, execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
        let output = '', message;
        for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => { output += data; });
        child.on('message', (sent) => { message = sent; });
        const [code] = await once(child, 'close');
        assert.equal(code, 0, output);
        assert.ok(Object.keys(message.tokens).length > 0);
        assert.equal(output.split('\n').length - 1, message.lines, `one line for each call that signs nothing:\n${output}`);
        assert.ok(!output.includes(KEY.slice(0, 8)), 'the key is on the console');
        for (const [userId, token] of Object.entries(message.tokens)) {
            assert.ok(token, `no token for ${userId}: ${output}`);
            assert.ok(!output.includes(token.slice(0, 20)), 'a token is on the console');
            const verifier = inspectUnverified(token).version === '2.0' ? new Verifier(APP, KEY) : Verifier.fromPublicKey(APP, p256.public);
            const result = verifier.verify(token, { userId });
            assert.ok(result.ok, `${userId}: ${result.detail}`);
        }
    });
}

test('the table has every call site, and each file of compat/debug is called', () => {
    const table = readFileSync(join(folder, 'README.md'), 'utf8');
    const sources = files.map((name) => readFileSync(join(folder, name), 'utf8')).join('');
    for (const name of files) assert.ok(table.includes(`\`${name}\``), `${name} is not in ${folder}/README.md`);
    for (const shape of 'ABCDEFGHIJKLMNO') assert.match(table, new RegExp(`^\\| ${shape} \\|`, 'm'));
    for (const wrapper of wrappers) assert.ok(sources.includes(`/${wrapper}'`), `no call site uses ${wrapper}`);
});
