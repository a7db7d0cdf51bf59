// Adds to both packages what no file here has: the engine, the types, which are those of bindings/js, and the description of the
// module in the form that DevEco Studio writes into a .har.
//
//     node tools/build.mjs SMALL.a NODE_MODULES WORK PACKAGE NATIVE
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { called, link, SMALLEST } from '../../js/tools/engine.mjs';
import { plain, printable } from '../../js/tools/plain.mjs';

const [small, modules, work, output, native] = process.argv.slice(2);
const esbuild = createRequire(join(modules, 'x'))('esbuild');
const bindings = fileURLToPath(new URL('../..', import.meta.url));
const read = (name) => readFileSync(join(bindings, name), 'utf8');
const write = (folder, name, text) => writeFileSync(join(folder, name), text);

const wasm = join(work, 'small.wasm'), engine = join(work, 'small.mjs');
link(modules, small, wasm, 64, called('core.mjs', 'api.mjs'), ...SMALLEST);
writeFileSync(engine, plain(join(modules, '.bin/wasm2js'), wasm, join(work, 'small.w2j.mjs')));
const built = await esbuild.build({
    entryPoints: [join(bindings, 'js/src/entry.mjs')], bundle: true, write: false, minify: true, format: 'esm', platform: 'neutral',
    target: 'es5', alias: { 'usersig-engine': engine }, logLevel: 'warning',
});
write(output, 'src/main/ets/usersig.js', `/*! usersig: MIT OR Apache-2.0 */\n${printable(built.outputFiles[0].text)}`);

// The types of the npm package, without what ArkTS has not (symbols) and this engine cannot do (keys in PEM).
const DROPPED = [/ {4}\[Symbol\.dispose\]\(\): void;\n/g, / {4}\/\*\*[^\n]*Only in Node\. \*\/\n {4}static from\w+[^\n]*\n/g];
const types = DROPPED.reduce((text, dropped) => {
    const parts = text.split(dropped);
    if (parts.length !== 3) throw new Error(`bindings/js/types/index.d.ts has ${parts.length - 1} of ${dropped}`);
    return parts.join('');
}, read('js/types/index.d.ts'));
write(output, 'src/main/ets/usersig.d.ts', types);

// Native code throws an Error with the same properties, which is no class.
const asClass = 'export class UserSigError extends Error {\n    private constructor();\n';
if (!types.includes(asClass)) throw new Error('bindings/js/types/index.d.ts has another UserSigError');
write(native, 'src/main/cpp/types/libusersig_napi/index.d.ts', types.replace(asClass, 'export interface UserSigError extends Error {\n'));

const { version } = JSON.parse(read('harmony/oh-package.json5'));
const [major, minor, patch] = version.split('.');
const { module } = JSON.parse(read('harmony/src/main/module.json5'));
// API 10 is the oldest that the drop-in file calls.
const app = {
    bundleName: 'io.github.usersig', debug: false, versionCode: major * 1e6 + minor * 1e3 + +patch, versionName: version,
    minAPIVersion: 10, targetAPIVersion: 10, apiReleaseType: 'Release',
};
for (const [folder, name] of [[output, 'usersig'], [native, 'usersig_native']]) {
    write(folder, 'src/main/module.json', JSON.stringify({ app, module: { ...module, name } }, null, 2) + '\n');
}
