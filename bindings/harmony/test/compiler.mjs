// The compiler of HarmonyOS (a fork of TypeScript 4.9, with the rules of ArkTS), and the engines that run what it makes.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { promisify } from 'node:util';
import vm from 'node:vm';

const { PROJECT, COMPILER, JS_MODULES, HERMES } = process.env;
const ts = createRequire(join(COMPILER, 'x'))('ohos-typescript');
const esbuild = createRequire(join(JS_MODULES, 'x'))('esbuild');
export const SOURCES = join(PROJECT, 'entry/src/main/ets');
export const PACKAGE = join(PROJECT, 'entry/oh_modules/usersig');
const manifest = JSON.parse(readFileSync(join(PACKAGE, 'oh-package.json5'), 'utf8'));

// What the SDK's configuration of the compiler says about ArkUI, as far as the demo needs it.
const ets = {
    render: { method: ['build'], decorator: ['Builder'] }, components: ['Button', 'Column', 'Scroll', 'Text', 'TextInput'], libs: [],
    extend: { decorator: ['Extend'], components: [] },
    styles: { decorator: 'Styles', component: { name: 'Common', type: 'T', instance: 'CommonInstance' }, property: 'stateStyles' },
    concurrent: { decorator: 'Concurrent' }, customComponent: 'CustomComponent', emitDecorators: [],
    propertyDecorators: [{ name: 'State', needInitialization: true }], syntaxComponents: { paramsUICallback: [], attrUICallback: [] },
};
const options = {
    target: ts.ScriptTarget.ES2015, module: ts.ModuleKind.ES2015, moduleResolution: ts.ModuleResolutionKind.NodeJs, packageManagerType: 'ohpm',
    lib: ['lib.es2015.d.ts'], types: [], strict: true, noImplicitReturns: true, noFallthroughCasesInSwitch: true,
    experimentalDecorators: true, noEmit: true, incremental: true, tsBuildInfoFile: join(PROJECT, 'none.tsbuildinfo'), ets,
    // With these an .ets file sees the types of native code, and its default import, as in DevEco Studio.
    needDoArkTsLinter: true, allowSyntheticDefaultImports: true,
};

// Returns what the compiler says about files of the project, each with its name: mistakes in types, and ArkTS's rules in .ets files.
export function problems(files) {
    const declarations = ['sdk.d.ts', 'arkui.d.ts'].map((name) => fileURLToPath(new URL(name, import.meta.url)));
    const rootNames = [...declarations, ...files.map((name) => join(SOURCES, name))];
    const incremental = ts.createIncrementalProgram({ rootNames, options, host: ts.createIncrementalCompilerHost(options) });
    const program = incremental.getProgram();
    const found = [
        ...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics(), ...program.getSyntacticDiagnostics(), ...program.getSemanticDiagnostics(),
        ...ts.ArkTSLinter_1_1.runArkTSLinter(incremental, undefined, undefined, '1.1'),
    ];
    return found.map(({ file, start, messageText }) => {
        const at = file ? `${file.fileName.replace(`${SOURCES}/`, '')}:${file.getLineAndCharacterOfPosition(start).line + 1}` : '';
        return `${at}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
}

// Returns a script that sets the global `Module` to what a file of the project exports, compiled for ES2015 or ES5. `modules` has the
// sources of modules that only HarmonyOS has.
export async function bundle(file, target, modules = {}) {
    const built = await esbuild.build({
        stdin: { contents: `export * from ${JSON.stringify(file)};`, resolveDir: SOURCES }, bundle: true, write: false, platform: 'neutral', format: 'iife',
        target: target.toLowerCase(), globalName: 'Module', resolveExtensions: ['.ets', '.ts', '.js'], logLevel: 'warning',
        alias: { usersig: join(PACKAGE, manifest.main) },
        plugins: [{
            name: 'harmony',
            setup(build) {
                build.onResolve({ filter: /^@ohos\./ }, ({ path }) => ({ path, namespace: 'sdk' }));
                build.onLoad({ filter: /./, namespace: 'sdk' }, ({ path }) => ({ contents: modules[path] }));
                build.onLoad({ filter: /\.e?ts$/ }, ({ path }) => ({
                    contents: ts.transpileModule(readFileSync(path, 'utf8'), {
                        fileName: path.replace(/\.ets$/, '.ts'), compilerOptions: { module: ts.ModuleKind.ES2015, target: ts.ScriptTarget[target] },
                    }).outputText,
                }));
            },
        }],
    });
    return built.outputFiles[0].text;
}

// Runs a script that was made with `bundle`, and returns the value of an expression after it, which is a text. A context has nothing
// but the language, without BigInt, WebAssembly and eval.
export const engines = {
    'a bare context': async (make, expression) => {
        const context = vm.createContext({}, { codeGeneration: { strings: false, wasm: false } });
        vm.runInContext("for (const name of ['BigInt', 'WebAssembly', 'SharedArrayBuffer', 'Atomics']) delete globalThis[name]", context);
        return vm.runInContext(`${await make('ES2015')}\n${expression}`, context);
    },
    Hermes: async (make, expression) => {
        const file = join(PROJECT, `hermes-${process.pid}.js`);
        writeFileSync(file, `${await make('ES5')}\nprint(${expression});`);
        return (await promisify(execFile)(HERMES, [file], { maxBuffer: 1 << 26, timeout: 120000 })).stdout;
    },
};
