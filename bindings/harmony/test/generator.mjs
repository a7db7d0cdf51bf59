// The drop-in file with its constants filled in, and what calls it in an app without HarmonyOS.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentOf } from '../../js/test/golden.mjs';
import { bundle, engines, PACKAGE, SOURCES } from './compiler.mjs';

export const APP = 1400000000;
const KEY = '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e';
const WEEK = 604800;

// Returns the text with each change, whose place is there once.
export function replaced(text, ...changes) {
    for (const [from, to] of changes) {
        assert.equal(text.split(from).length, 2, `the drop-in file has ${from} once`);
        text = text.replace(from, to);
    }
    return text;
}
export const original = readFileSync(join(PACKAGE, 'drop-in/GenerateTestUserSig.ts'), 'utf8');
export const filledIn = replaced(original, ['SDKAPPID: number = 0', `SDKAPPID: number = ${APP}`], ["SECRETKEY: string = ''", `SECRETKEY: string = '${KEY}'`]);

export function write(folder, text) {
    mkdirSync(join(SOURCES, folder), { recursive: true });
    writeFileSync(join(SOURCES, folder, 'GenerateTestUserSig.ts'), text);
}

// HarmonyOS's module, in an app that the function `appInfo` describes.
const SDK = {
    '@ohos.bundle.bundleManager': `export default {
        BundleFlag: { GET_BUNDLE_INFO_WITH_APPLICATION: 1 },
        getBundleInfoForSelfSync: function (flags) { return flags === 1 ? { appInfo: appInfo() } : {}; }
    };`,
};
const PRELUDE = `var said, console = { error: function (text) { said.push(text); } };
function appInfo() { return { debug: true }; }
function attempt(call) { said = []; var value = call(); return { value: value, said: said }; }
`;

// Runs expressions one after the other, which call a file of the project in an engine. Returns of each its value, and the lines on
// the console.
export async function run(engine, file, ...expressions) {
    const attempts = expressions.map((expression) => `attempt(function () { return ${expression}; })`);
    const make = async (target) => PRELUDE + await bundle(`./${file}`, target, SDK);
    const output = await engines[engine](make, `JSON.stringify([${attempts}])`);
    assert.ok(!output.includes(KEY.slice(0, 8)), 'the key is in the output');
    return JSON.parse(output);
}

// Checks a token without this package: its document by zlib, its signature by Node's HMAC.
export function checkToken(token, userId, at = [Date.now() / 1000 - 60, Date.now() / 1000]) {
    const found = JSON.parse(documentOf(token));
    const time = found['TLS.time'];
    assert.equal(typeof time, 'number', 'TLS.time is a number');
    assert.ok(Number.isInteger(time) && time >= Math.floor(at[0]) && time <= at[1], `${time}`);
    const text = `TLS.identifier:${userId}\nTLS.sdkappid:${APP}\nTLS.time:${time}\nTLS.expire:${WEEK}\n`;
    const sig = createHmac('sha256', KEY).update(text).digest('base64');
    assert.deepEqual(found, { 'TLS.ver': '2.0', 'TLS.identifier': userId, 'TLS.sdkappid': APP, 'TLS.time': time, 'TLS.expire': WEEK, 'TLS.sig': sig });
}
