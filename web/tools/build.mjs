// Makes the page: one HTML file, from src/, the engine, and the first example of each language's README.
//
//     node tools/build.mjs ENGINE.a TOOLS NODE_MODULES WORK OUTPUT.html
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { called, link, SMALLEST } from '../../bindings/js/tools/engine.mjs';
import { plain, printable } from '../../bindings/js/tools/plain.mjs';

const [library, tools, modules, work, output] = process.argv.slice(2).map((path) => resolve(path));
const esbuild = createRequire(join(tools, 'x'))('esbuild');
const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (name) => readFileSync(join(root, name), 'utf8');

// --- what the script imports ---------------------------------------------------------------------

const wasm = join(work, 'page.wasm'), engine = join(work, 'engine.mjs');
link(tools, library, wasm, 256, called('core.mjs', 'api.mjs', 'diagnose.mjs'), ...SMALLEST);
writeFileSync(engine, plain(join(tools, '.bin/wasm2js'), wasm, join(work, 'wasm2js.mjs')));

// The numbers and names of the core's table; the engine explains them.
const codes = [...read('src/codes/table.rs').matchAll(/^ {4}[A-Z]\w+ \[([^\]]*)\] \[([^\]]*)\] \{/gm)]
    .flatMap(([, numbers, names]) => [...numbers.matchAll(/-?\d+/g), ...names.matchAll(/\w+/g)].map(([code]) => code));
if (codes.length < 100) throw new Error(`the table of codes looks otherwise: ${codes.length} found`);

// The examples are those that each language's stage runs: the page has no code of its own to become wrong.
const EXAMPLES = {
    'Node.js': ['bindings/js', 'js'], Python: ['bindings/python', 'python'], Go: ['bindings/go', 'go'], Java: ['bindings/kotlin', 'java'],
    Kotlin: ['bindings/kotlin', 'kotlin'], PHP: ['bindings/php', 'php'], 'C#': ['bindings/dotnet', 'csharp'], 'C++': ['bindings/cpp', 'cpp'],
    Swift: ['bindings/swift', 'swift'], C: ['.', 'c'], Rust: ['.', 'rust'],
};
// Three of them have the key of the documentation in place of one from the environment.
const LITERAL = /"5bd2850f[0-9a-f]{56}"/g;
const FROM_ENVIRONMENT = {
    c: (code) => `#include <stdlib.h>\n${code.replace(LITERAL, 'getenv("USERSIG_SECRET_KEY")')}`,
    cpp: (code) => `#include <cstdlib>\n${code.replace('constexpr auto key', 'const char *key').replace(LITERAL, 'std::getenv("USERSIG_SECRET_KEY")')}`,
    rust: (code) => code.replace(LITERAL, '&std::env::var("USERSIG_SECRET_KEY")?'),
};
const examples = Object.fromEntries(Object.entries(EXAMPLES).map(([language, [folder, tag]]) => {
    const blocks = [...read(join(folder, 'README.md')).matchAll(new RegExp(`^\`\`\`${tag}\\n([^]*?)^\`\`\``, 'gm'))].map(([, code]) => code);
    const code = blocks.find((block) => /1_?400_?000_?000/.test(block) && /sign\(/i.test(block));
    if (!code) throw new Error(`no example for ${language}`);
    return [language, (FROM_ENVIRONMENT[tag] ?? ((same) => same))(code).replaceAll('1_400_000_000', '1400000000')];
}));
const made = { 'usersig-codes': codes, 'usersig-snippets': examples };

// --- the file ------------------------------------------------------------------------------------

const built = await esbuild.build({
    entryPoints: [join(root, 'web/src/main.mjs')], bundle: true, write: false, minify: true, format: 'iife', platform: 'browser', target: 'es2021',
    charset: 'utf8', legalComments: 'none', logLevel: 'warning', nodePaths: [modules],
    alias: { usersig: join(root, 'bindings/js/src/diagnose.mjs'), 'usersig-engine': engine },
    plugins: [{
        name: 'made',
        setup(build) {
            build.onResolve({ filter: /^usersig-(codes|snippets)$/ }, ({ path }) => ({ path, namespace: 'made' }));
            build.onLoad({ filter: /./, namespace: 'made' }, ({ path }) => ({ contents: JSON.stringify(made[path]), loader: 'json' }));
        },
    }],
});
// An end tag in a text would end the script, and a parser of HTML replaces some control characters.
const script = printable(built.outputFiles[0].text).replaceAll('</script', '<\\/script');
const style = (await esbuild.transform(read('web/src/style.css'), { loader: 'css', minify: true })).code.trim();

const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
// No request of any kind, and no text that becomes code or markup.
const policy = [
    "default-src 'none'", `script-src ${hash(script)}`, `style-src ${hash(style)}`, "connect-src 'none'", "img-src 'none'", "form-action 'none'", "base-uri 'none'",
    "require-trusted-types-for 'script'", "trusted-types 'none'",
].join('; ');
const { version } = JSON.parse(read('bindings/js/package.json'));
const values = { POLICY: policy, STYLE: style, SCRIPT: script, VERSION: version };
writeFileSync(output, read('web/src/index.html').replace(/\b(POLICY|STYLE|SCRIPT|VERSION)\b/g, (name) => values[name]));
