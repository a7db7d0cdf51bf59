// Makes dist/ and miniprogram_dist/ of the package from the two static libraries for wasm32 and src/.
//
//     node tools/build.mjs SMALL.a FAST.a NODE_MODULES OUTPUT
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { plain } from './plain.mjs';

const [small, fast, modules, output] = process.argv.slice(2);
const require = createRequire(join(modules, 'x'));
const esbuild = require('esbuild');
const terser = require('terser');
const root = fileURLToPath(new URL('..', import.meta.url));
const source = (name) => join(root, 'src', name);
const work = join(output, 'work');
const dist = join(output, 'dist');
rmSync(output, { recursive: true, force: true });
for (const folder of [work, join(dist, 'compat/commonjs'), join(output, 'miniprogram_dist')]) mkdirSync(folder, { recursive: true });

const binaryen = (tool, ...args) => execFileSync(join(modules, '.bin', tool), args, { maxBuffer: 1 << 26 });

// --- the engines -------------------------------------------------------------------------------------------------

// What every engine runs: the first instructions of WebAssembly, and no BigInt where the C ABI has 64 bits.
const ANY_ENGINE = ['--mvp-features', '--legalize-js-interface', '--strip-debug', '--strip-producers', '--strip-target-features'];
const wasm = (name) => join(work, `${name}.wasm`);
// The functions of the C ABI that modules of src/ call.
const called = (...names) => names.flatMap((name) => [...readFileSync(source(name), 'utf8').matchAll(/'(usersig_\w+)'/g)].map(([, called]) => called));

// Links what is exported and nothing else, which no `cdylib` does: it exports the whole C ABI. An overflow of the stack, in
// KiB, is a trap.
function link(library, name, stack, exported, ...level) {
    const linked = join(work, `${name}-linked.wasm`);
    execFileSync('wasm-ld-19', ['--no-entry', '--gc-sections', '--stack-first', '-z', `stack-size=${stack << 10}`,
        ...exported.map((symbol) => `--export=${symbol}`), library, '-o', linked]);
    binaryen('wasm-opt', ...ANY_ENGINE, ...level, linked, '-o', wasm(name));
}
const whole = called('core.mjs', 'api.mjs');
link(small, 'small', 64, whole, '-Oz', '--converge');
link(small, 'sign', 64, called('core.mjs', 'sign.mjs'), '-Oz', '--converge');
// The curves of version 1.0 need more stack.
link(fast, 'fast', 1024, whole, '--enable-bulk-memory', '-O3');
for (const name of ['small', 'sign']) {
    writeFileSync(join(work, `${name}.mjs`), plain(join(modules, '.bin/wasm2js'), wasm(name), join(work, `${name}.w2j.mjs`)));
}
copyFileSync(wasm('small'), join(dist, 'usersig.wasm'));
// A module whose default export is a WebAssembly file in base64.
const base64 = (name) => ({
    name: 'base64',
    setup(build) {
        build.onResolve({ filter: /^usersig-wasm$/ }, () => ({ path: wasm(name), namespace: 'base64' }));
        build.onLoad({ filter: /./, namespace: 'base64' }, ({ path }) => ({
            contents: `export default ${JSON.stringify(readFileSync(path, 'base64'))};`,
        }));
    },
});

// --- the files ---------------------------------------------------------------------------------------------------

const BANNER = '/*! usersig: MIT OR Apache-2.0 */\n';

// Returns one file from a module of src/. `ecma` 5 is for engines that know no newer JavaScript.
async function bundle(name, { engine, format, ecma, globalName, wasm, external = [] }) {
    const built = await esbuild.build({
        entryPoints: [source(name)],
        bundle: true,
        write: false,
        format,
        globalName,
        platform: 'neutral',
        target: ecma === 5 ? 'es5' : 'es2018',
        alias: engine ? { 'usersig-engine': engine } : {},
        plugins: wasm ? [base64(wasm)] : [],
        external,
        logLevel: 'warning',
    });
    const { code } = await terser.minify(built.outputFiles[0].text, {
        ecma,
        module: format === 'esm',
        toplevel: format !== 'iife',
        compress: { ecma, passes: 2 },
        format: { ascii_only: true, ecma },
    });
    return `${BANNER}${code}\n`;
}
const write = (name, content) => writeFileSync(join(output, name), content);

const PLAIN = { engine: join(work, 'small.mjs'), ecma: 5 };
write('dist/index.mjs', await bundle('entry.mjs', { ...PLAIN, format: 'esm' }));
write('dist/index.cjs', await bundle('entry.mjs', { ...PLAIN, format: 'cjs' }));
copyFileSync(join(dist, 'index.cjs'), join(output, 'miniprogram_dist/index.js'));
write('dist/usersig.global.js', await bundle('entry.mjs', { ...PLAIN, format: 'iife', globalName: 'UserSig' }));

const NODE = { engine: source('engine-node.mjs'), wasm: 'fast', external: ['fs'], ecma: 2018 };
write('dist/node.mjs', await bundle('node.mjs', { ...NODE, format: 'esm' }));
write('dist/node.cjs', await bundle('node.mjs', { ...NODE, format: 'cjs' }));
write('dist/wasm.mjs', await bundle('wasm.mjs', { wasm: 'small', ecma: 2018, format: 'esm' }));

// The class of the demos, with the formats and names of the files that it replaces.
const SIGN = { engine: join(work, 'sign.mjs'), ecma: 5 };
const esm = await bundle('compat/lib.mjs', { ...SIGN, format: 'esm' });
for (const name of ['es.min.js', 'es.min.mjs']) write(`dist/compat/lib-generate-test-usersig-${name}`, esm);
write('dist/compat/lib-generate-test-usersig-es.min.ts', `// @ts-nocheck\n/* eslint-disable */\n${esm}`);
const iife = (await bundle('compat/lib.mjs', { ...SIGN, format: 'iife', globalName: 'lib' })).slice(BANNER.length);
const umd = `${BANNER}!function(root,make){"object"==typeof exports&&"undefined"!=typeof module?module.exports=make():`
    + '"function"==typeof define&&define.amd?define(make):'
    + '(root||self).LibGenerateTestUserSig=make()}(this,function(){"use strict";'
    + `${iife}return lib.default});\n`;
for (const name of ['lib-generate-test-usersig.js', 'lib-generate-test-usersig.min.js', 'commonjs/lib-generate-test-usersig-es.min.js']) {
    write(`dist/compat/${name}`, umd);
}
const generate = await bundle('compat/generate.mjs', { format: 'esm', ecma: 5, external: ['./lib.mjs'] });
write('dist/compat/generate-test-usersig.mjs', generate.replaceAll('./lib.mjs', './lib-generate-test-usersig-es.min.mjs'));
write('dist/compat/generate-test-usersig.cjs', await bundle('compat/generate.mjs', { ...SIGN, format: 'cjs' }));

// The classes of the official server packages, over the engine of dist/node.
for (const name of ['tls-sig-api-v2', 'tls-sig-api', 'webrtc-sig-api']) {
    for (const [format, extension] of [['cjs', 'cjs'], ['esm', 'mjs']]) {
        const built = await bundle(`compat/${name}.mjs`, { format, ecma: 2018, external: ['fs', '../entry.mjs'] });
        write(`dist/compat/${name}.${extension}`, built.replaceAll('../entry.mjs', `../node.${extension}`));
    }
}

// The wrappers of the demos, to be copied and filled in: as they are.
cpSync(source('compat/debug'), join(dist, 'compat/debug'), { recursive: true });

// --- the types ---------------------------------------------------------------------------------------------------

// One source for both kinds of modules: TypeScript wants a file beside each.
for (const [name, extensions] of Object.entries({
    index: ['ts', 'mts', 'cts'], node: ['mts', 'cts'], wasm: ['mts'],
})) {
    const types = readFileSync(join(root, 'types', `${name}.d.ts`), 'utf8');
    for (const extension of extensions) {
        write(`dist/${name}.d.${extension}`, types.replace(/(from '\.\/.*)\.js'/g, `$1.${extension.replace('ts', 'js')}'`));
    }
}
for (const name of readdirSync(join(root, 'types/compat'))) {
    const types = readFileSync(join(root, 'types/compat', name), 'utf8');
    const stem = name.replace(/\.d\.ts$/, '');
    for (const extension of ['mts', 'cts']) write(`dist/compat/${stem}.d.${extension}`, types);
}
rmSync(work, { recursive: true });
