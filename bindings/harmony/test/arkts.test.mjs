// The compiler reports what ArkTS and the strict mode reject, and nothing in the package, its drop-in file and the READMEs.
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { PACKAGE, problems, SOURCES } from './compiler.mjs';

// Each is a mistake that the compiler must report with these words: a sample that passes means that the check is off.
const REJECTED = [
    ['arkts-no-any-unknown', 'let value: any = 1;'],
    ['arkts-no-any-unknown', 'let value: unknown = 1;'],
    ['arkts-no-untyped-obj-literals', 'const options = { expire: 1 };'],
    ['arkts-no-obj-literals-as-types', 'let value: { userId: string };'],
    ['arkts-no-structural-typing', 'class A { x: number = 1 } class B { x: number = 1 } const a: A = new B();'],
    ['arkts-no-props-by-index', "class A { x: number = 1 } const x: number = new A()['x'];"],
    ['arkts-no-destruct-decls', 'const [first] = [1];'],
    ['arkts-no-destruct-assignment', 'let a = 1; let b = 2; [a, b] = [b, a];'],
    ['arkts-no-destruct-params', 'function f([a]: number[]): number { return a; }'],
    ['arkts-no-in', "const has: boolean = 'x' in new Map<string, string>();"],
    ['arkts-no-for-in', 'for (const name in [1]) { new Map<string, string>().get(name); }'],
    ['arkts-no-func-bind', 'class A { f(): void {} } const f: () => void = new A().f.bind(new A());'],
    ['arkts-no-func-apply-call', 'function f(): void {} f.apply(null);'],
    ['arkts-no-func-expressions', 'const f: () => void = function () {};'],
    ['arkts-no-nested-funcs', 'function f(): void { function g(): void {} g(); }'],
    ['arkts-no-standalone-this', 'function f(): void { this.x; }'],
    ['arkts-no-var', 'var x = 1;'],
    ['arkts-no-delete', 'class A { x?: number } delete new A().x;'],
    ['arkts-no-spread', 'class A { x: number = 1 } const a: A = { ...new A() };'],
    ['arkts-limited-throw', "throw 'text';"],
    ['arkts-no-symbol', 'const s = Symbol();'],
    ['arkts-no-private-identifiers', 'class A { #x: number = 1; }'],
    ['arkts-no-ctor-prop-decls', 'class A { constructor(public x: number) {} }'],
    ['arkts-no-indexed-signatures', 'class A { [name: string]: string; }'],
    ['arkts-no-type-query', 'const x = 1; let y: typeof x;'],
    ['arkts-no-intersection-types', 'interface A { x: number } interface B { y: number } let c: A & B;'],
    ['arkts-no-conditional-types', "type A<T> = T extends string ? 'a' : 'b';"],
    ['arkts-no-types-in-catch', 'try { new Map<string, string>(); } catch (error: any) {}'],
    ['arkts-limited-stdlib', 'Object.assign({}, {});'],
    ['arkts-strict-typing-required', '// @ts-ignore\nlet value: number = 1;'],
    ['arkts-no-require', "import signer = require('usersig');"],
    // Strict TypeScript with the language of 2015, and neither a browser nor Node.
    ["Type 'null' is not assignable", 'const value: number = null;'],
    ['lacks ending return statement', 'export function f(a: number): number { if (a > 1) return 1; }'],
    ['has no initializer', 'export class A { x: number; }'],
    ["Cannot find name 'document'", 'document.title;'],
    ["Cannot find name 'TextEncoder'", 'new TextEncoder();'],
    ["Cannot find name 'process'", 'process.exit(0);'],
    ["Property 'values' does not exist", 'Object.values([1]);'],
    ["Property 'padStart' does not exist", "'a'.padStart(2);"],
    ['Cannot find module', "import { missing } from 'usersig-missing'; missing();"],
    // What ArkTS sees of the package.
    ["has no exported member named 'SignerX'", "import { SignerX } from 'usersig'; new SignerX();"],
    ["Property 'fromPrivateKey' does not exist", "Signer.fromPrivateKey(1, '');"],
    ["is not assignable to parameter of type 'string'", "new Signer(1, 'k').sign(42, 60);"],
    ["Property 'token' does not exist", "new Verifier(1, 'k').verify('', { userId: 'a' }).token;"],
];

test('each mistake is reported', () => {
    mkdirSync(join(SOURCES, 'rejected'), { recursive: true });
    const files = REJECTED.map(([, code], at) => {
        writeFileSync(join(SOURCES, `rejected/${at}.ets`), `import { Signer, Verifier } from 'usersig';\n${code}\nnew Signer(1, 'k');\nnew Verifier(1, 'k');\n`);
        return `rejected/${at}.ets`;
    });
    const found = problems(files);
    const missed = REJECTED.filter(([words], at) => !found.some((problem) => problem.startsWith(`${files[at]}:`) && problem.includes(words)));
    assert.deepEqual(missed, [], found.join('\n'));
});

test('nothing in the package and its drop-in file', () => {
    // ArkTS's rules are for .ets files: so they are checked under that name, too.
    copyFileSync(join(PACKAGE, 'Index.ts'), join(PACKAGE, 'IndexAsArkTS.ets'));
    copyFileSync(join(PACKAGE, 'drop-in/GenerateTestUserSig.ts'), join(SOURCES, 'DropInAsArkTS.ets'));
    copyFileSync(join(PACKAGE, 'drop-in/GenerateTestUserSig.ts'), join(SOURCES, 'DropIn.ts'));
    assert.deepEqual(problems(['DropIn.ts', 'DropInAsArkTS.ets', '../../../oh_modules/usersig/Index.ts', '../../../oh_modules/usersig/IndexAsArkTS.ets']), []);
});

test('nothing in the READMEs', () => {
    const snippets = readdirSync(SOURCES).filter((name) => /^bindings.*README_\d\.ets$/.test(name));
    assert.equal(snippets.length, 3);
    assert.deepEqual(problems(snippets), []);
});

test('nothing in the package with native code, for which an app changes only its import', () => {
    const snippets = readdirSync(SOURCES).filter((name) => /^bindings.*README_[23]\.ets$/.test(name));
    for (const name of snippets) {
        const code = readFileSync(join(SOURCES, name), 'utf8').replace("'usersig'", "'usersig_native'");
        assert.ok(code.includes("'usersig_native'"));
        writeFileSync(join(SOURCES, `Native${name}`), code);
    }
    writeFileSync(join(SOURCES, 'NativeDirect.ets'), "import usersig from 'libusersig_napi.so';\nnew usersig.Signer(1, 'k').close();\n");
    const files = [...snippets.map((name) => `Native${name}`), 'NativeDirect.ets', '../../../oh_modules/usersig_native/Index.ets'];
    assert.equal(files.length, 4);
    assert.deepEqual(problems(files), []);
    for (const code of ["import { Signer } from 'usersig_native';\nnew Signer", "import usersig from 'libusersig_napi.so';\nnew usersig.Signer"]) {
        writeFileSync(join(SOURCES, 'NativeRejected.ets'), `${code}(1, 'k').sign(42, 60);\n`);
        assert.match(problems(['NativeRejected.ets']).join(), /is not assignable to parameter of type 'string'/);
    }
});

test('the types have what the engine exports', () => {
    const exported = readFileSync(join(PACKAGE, 'src/main/ets/usersig.js'), 'utf8').match(/export\{([^}]*)\}/)[1];
    const values = exported.split(',').map((name) => name.replace(/.* as /, '')).sort();
    const types = readFileSync(join(PACKAGE, 'src/main/ets/usersig.d.ts'), 'utf8');
    assert.deepEqual([...types.matchAll(/^export (?:class|function) (\w+)/gm)].map(([, name]) => name).sort(), values);
});
