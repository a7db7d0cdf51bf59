// Makes dist/ and miniprogram_dist/ of the package from the two static libraries for wasm32 and src/.
//
//     node tools/build.mjs SMALL.a FAST.a NODE_MODULES OUTPUT
import { copyFileSync, cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { called, link, SMALLEST } from './engine.mjs';
import { plain, printable } from './plain.mjs';

const [small, fast, modules, output] = process.argv.slice(2);
const require = createRequire(join(modules, 'x'));
const esbuild = require('esbuild');
const root = fileURLToPath(new URL('..', import.meta.url));
const source = (name) => join(root, 'src', name);
const work = join(output, 'work');
const dist = join(output, 'dist');
rmSync(output, { recursive: true, force: true });
for (const folder of [work, join(dist, 'compat/commonjs'), join(output, 'miniprogram_dist')]) mkdirSync(folder, { recursive: true });

const wasm = (name) => join(work, `${name}.wasm`);
const api = called('core.mjs', 'api.mjs');
link(modules, small, wasm('small'), 64, api, ...SMALLEST);
link(modules, small, wasm('sign'), 64, called('core.mjs', 'sign.mjs'), ...SMALLEST);
// The curves of version 1.0 need more stack.
link(modules, fast, wasm('node'), 1024, api, '--enable-bulk-memory', '-O3');
link(modules, fast, wasm('diagnose'), 1024, [...api, ...called('diagnose.mjs')], '--enable-bulk-memory', '-O3');
for (const name of ['small', 'sign']) {
    writeFileSync(join(work, `${name}.mjs`), plain(join(modules, '.bin/wasm2js'), wasm(name), join(work, `${name}.w2j.mjs`)));
}
copyFileSync(wasm('small'), join(dist, 'usersig.wasm'));
// A module whose default export is a WebAssembly file in base64, first packed by `pack`.
const base64 = (name, pack) => ({
    name: 'base64',
    setup(build) {
        build.onResolve({ filter: /^usersig-wasm$/ }, () => ({ path: wasm(name), namespace: 'base64' }));
        build.onLoad({ filter: /./, namespace: 'base64' }, ({ path }) => ({
            contents: `export default ${JSON.stringify(pack(readFileSync(path)).toString('base64'))};`,
        }));
    },
});

// --- the files ---------------------------------------------------------------------------------------------------

const BANNER = '/*! usersig: MIT OR Apache-2.0 */\n';

// Returns one file from `entry`, a module of src/ or the `stdin` of esbuild. The target es5 is for engines that know no newer
// JavaScript.
async function bundle(entry, { engine, format, target, globalName, plugin, external = [] }) {
    const built = await esbuild.build({
        ...typeof entry === 'string' ? { entryPoints: [source(entry)] } : { stdin: entry },
        bundle: true,
        write: false,
        minify: true,
        format,
        globalName,
        platform: 'neutral',
        target,
        alias: engine ? { 'usersig-engine': engine } : {},
        plugins: plugin ? [plugin] : [],
        external,
        logLevel: 'warning',
    });
    return `${BANNER}${printable(built.outputFiles[0].text)}`;
}
const write = (name, content) => writeFileSync(join(output, name), content);

const PLAIN = { engine: join(work, 'small.mjs'), target: 'es5' };
write('dist/index.mjs', await bundle('entry.mjs', { ...PLAIN, format: 'esm' }));
write('dist/index.cjs', await bundle('entry.mjs', { ...PLAIN, format: 'cjs' }));
copyFileSync(join(dist, 'index.cjs'), join(output, 'miniprogram_dist/index.js'));
write('dist/usersig.global.js', await bundle('entry.mjs', { ...PLAIN, format: 'iife', globalName: 'UserSig' }));

for (const [name, entry] of [['node', 'node.mjs'], ['diagnose', 'diagnose.mjs']]) {
    const node = { engine: source('engine-node.mjs'), plugin: base64(name, brotliCompressSync), external: ['fs', 'zlib'], target: 'es2018' };
    write(`dist/${name}.mjs`, await bundle(entry, { ...node, format: 'esm' }));
    write(`dist/${name}.cjs`, await bundle(entry, { ...node, format: 'cjs' }));
}
for (const [format, extension] of [['esm', 'mjs'], ['cjs', 'cjs']]) {
    write(`dist/wasm.${extension}`, await bundle('wasm.mjs', { plugin: base64('small', (bytes) => bytes), target: 'es2018', format }));
}

// The class of the demos, with the formats and names of the files that it replaces.
const SIGN = { engine: join(work, 'sign.mjs'), target: 'es5' };
const esm = await bundle('compat/lib.mjs', { ...SIGN, format: 'esm' });
for (const name of ['es.min.js', 'es.min.mjs']) write(`dist/compat/lib-generate-test-usersig-${name}`, esm);
write('dist/compat/lib-generate-test-usersig-es.min.ts', `// @ts-nocheck\n/* eslint-disable */\n${esm}`);
// Node's modules, AMD, or a global: `result` is a variable of the function around it.
const script = { contents: "import made from './lib.mjs'; result = made;", resolveDir: source('compat') };
const umd = `${BANNER}!function(root,make){"object"==typeof exports&&"undefined"!=typeof module?(module.exports=make()).default=module.exports:`
    + '"function"==typeof define&&define.amd?define(make):'
    + '(root||self).LibGenerateTestUserSig=make()}(this,function(){"use strict";var result;'
    + `${(await bundle(script, { ...SIGN, format: 'iife' })).slice(BANNER.length)}return result});\n`;
for (const name of ['lib-generate-test-usersig.js', 'lib-generate-test-usersig.min.js', 'commonjs/lib-generate-test-usersig-es.min.js']) {
    write(`dist/compat/${name}`, umd);
}
const generate = await bundle('compat/generate.mjs', { format: 'esm', target: 'es5', external: ['./lib.mjs'] });
write('dist/compat/generate-test-usersig.mjs', generate.replaceAll('./lib.mjs', './lib-generate-test-usersig-es.min.mjs'));
write('dist/compat/generate-test-usersig.cjs', await bundle('compat/generate.mjs', { ...SIGN, format: 'cjs' }));

// The classes of the official server packages, over the engine of dist/node.
for (const name of ['tls-sig-api-v2', 'tls-sig-api', 'webrtc-sig-api']) {
    for (const [format, extension] of [['cjs', 'cjs'], ['esm', 'mjs']]) {
        const built = await bundle(`compat/${name}.mjs`, { format, target: 'es2018', external: ['fs', '../entry.mjs'] });
        write(`dist/compat/${name}.${extension}`, built.replaceAll('../entry.mjs', `../node.${extension}`));
    }
}

// The wrappers of the demos, to be copied and filled in: as they are.
cpSync(source('compat/debug'), join(dist, 'compat/debug'), { recursive: true });

// --- the types ---------------------------------------------------------------------------------------------------

// One source for both kinds of modules: TypeScript wants a file beside each.
for (const [name, extensions] of Object.entries({
    index: ['ts', 'mts', 'cts'], node: ['mts', 'cts'], diagnose: ['mts', 'cts'], wasm: ['mts', 'cts'],
})) {
    const types = readFileSync(join(root, 'types', `${name}.d.ts`), 'utf8');
    for (const extension of extensions) {
        write(`dist/${name}.d.${extension}`, types.replace(/(from '\.\/.*)\.js'/g, `$1.${extension.replace('ts', 'js')}'`));
    }
}
for (const name of readdirSync(join(root, 'types/compat'))) {
    const types = readFileSync(join(root, 'types/compat', name), 'utf8');
    const stem = name.replace(/\.d\.ts$/, '');
    write(`dist/compat/${stem}.d.mts`, types);
    // A class that is the default export of a module is the whole module in UMD.
    const [, className] = /^export default class (\w+)/m.exec(types) || [];
    write(`dist/compat/${stem}.d.cts`, className ? `${types.replace('export default', 'declare')}export = ${className};\n` : types);
}

// --- the entries, once more --------------------------------------------------------------------------------------

// What reads no `exports` looks for a folder: webpack 4, older Metro (React Native), TypeScript's node10.
const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
for (const [entry, conditions] of Object.entries(exports)) {
    if (entry === '.' || !conditions?.import) continue;
    mkdirSync(join(output, entry));
    write(join(entry, 'package.json'), JSON.stringify({
        main: `.${conditions.default.default}`, module: `.${conditions.import.default}`, types: `.${conditions.default.types}`,
    }));
}
rmSync(work, { recursive: true });
