// The demos' file GenerateTestUserSig.ts from the unpacked package, and the call sites in tests/call-sites/harmony.
import assert from 'node:assert/strict';
import { copyFileSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { engines, problems, SOURCES } from './compiler.mjs';
import { APP, checkToken, filledIn, original, replaced, run, write } from './generator.mjs';

for (const folder of ['debug', 'signature', 'tools']) write(folder, filledIn);

// --- the call sites ------------------------------------------------------------------------------

const folder = process.env.CALL_SITES;
const files = readdirSync(folder).filter((name) => /\.e?ts$/.test(name));
for (const name of files) copyFileSync(join(folder, name), join(SOURCES, name));
const sites = files.filter((name) => name !== 'LoginInfo.ts');
assert.ok(sites.length >= 5);

test('the call sites compile strictly, by ArkTS\'s rules', () => assert.deepEqual(problems(sites), []));

for (const engine of Object.keys(engines)) {
    for (const name of sites) {
        test(`${engine}: call site ${name}`, async () => {
            const userIds = ['xiaojun', '--help', 'a b', '用户'];
            const results = await run(engine, name, ...userIds.map((userId) => `Module.logIn('${userId}')`));
            results.forEach(({ value, said }, at) => {
                assert.deepEqual(said, []);
                assert.deepEqual(value, { sdkAppId: APP, userId: userIds[at], userSig: value.userSig, message: '' });
                checkToken(value.userSig, userIds[at]);
            });
        });
    }
}

test('the table has every call site', () => {
    const table = readFileSync(join(folder, 'README.md'), 'utf8');
    for (const name of files) assert.ok(table.includes(`\`${name}\``), `${name} is not in ${folder}/README.md`);
});

// --- the file ------------------------------------------------------------------------------------

write('unset', original);
write('allowed', replaced(filledIn, ['ALLOW_IN_RELEASE: boolean = false', 'ALLOW_IN_RELEASE: boolean = true']));

for (const engine of Object.keys(engines)) {
    const calls = (folder, ...expressions) => run(engine, `${folder}/GenerateTestUserSig`, ...expressions);
    const SIGN = "Module.genTestUserSig('xiaojun')";
    const nothing = ({ value, said }, reason, what) => {
        assert.deepEqual([value, said.length], ['', 1], `${what}: ${said}`);
        assert.match(said[0], /^genTestUserSig: /);
        assert.match(said[0], reason);
    };

    test(`${engine}: exports two names`, async () => {
        const [{ value }] = await calls('debug', 'Object.keys(Module).sort()');
        assert.deepEqual(value, ['SDKAPPID', 'genTestUserSig']);
    });

    test(`${engine}: without constants it signs nothing`, async () => nothing((await calls('unset', SIGN))[0], /SDKAppID/));

    test(`${engine}: an app that is not debuggable signs nothing, unless it says so`, async () => {
        const inApp = (body) => `(appInfo = function () { ${body} }, ${SIGN})`;
        const bodies = ['return { debug: false };', 'return {};', 'return { debug: null };', 'return;', "throw new Error('no service');"];
        const results = await calls('debug', ...bodies.map(inApp));
        const reasons = [...Array(3).fill(/not debuggable.*your server/), /./, /no service/];
        results.forEach((result, at) => nothing(result, reasons[at], bodies[at]));
        const [{ value, said }] = await calls('allowed', inApp(bodies[0]));
        checkToken(value, 'xiaojun');
        assert.deepEqual(said, []);
    });

    test(`${engine}: what is no UserID is not signed`, async () => {
        const wrong = ["''", '"a\\nb"', '"a\\u0000"', '"\\ud800"', 'new Array(5000).join("a")', '42', 'null', 'undefined', '{}', '["xiaojun"]', 'true'];
        const results = await calls('debug', ...wrong.map((userId) => `Module.genTestUserSig(${userId})`));
        results.forEach((result, at) => nothing(result, /UserID/i, wrong[at]));
    });

    test(`${engine}: any clock`, async () => {
        const at = (now) => `(Date.now = function () { return ${now}; }, ${SIGN})`;
        const right = [0, 1, 999, 1700000000999, 4102444800000, 8.64e15], wrong = ['-1', 'NaN', 'Infinity', '1e300'];
        const results = await calls('debug', ...[...right, ...wrong].map(at));
        results.slice(0, right.length).forEach(({ value, said }, index) => {
            assert.deepEqual(said, []);
            // Rounded down: no token is issued in the future.
            checkToken(value, 'xiaojun', [right[index] / 1000, right[index] / 1000]);
        });
        results.slice(right.length).forEach((result, index) => nothing(result, /time/, wrong[index]));
    });
}
