// Runs a PHP program on another version of PHP, as WebAssembly: node in-wasm.mjs 7-4 FOLDER PROGRAM [NAME=VALUE…]
// FOLDER is copied to the same place in its file system, and the file that the variable REPORT names is copied back. The packages are found
// from the current folder.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [version, folder, program, ...variables] = process.argv.slice(2);
const require = createRequire(join(process.cwd(), 'package.json'));
const load = (name) => import(pathToFileURL(require.resolve(name)));
const { PHP, loadPHPRuntime } = await load('@php-wasm/universal');
const { getPHPLoaderModule } = await load(`@php-wasm/node-${version}`);
const php = new PHP(await loadPHPRuntime(await getPHPLoaderModule(), {}));

function copy(path) {
    if (statSync(path).isDirectory()) {
        php.mkdirTree(path);
        for (const name of readdirSync(path)) copy(join(path, name));
    } else {
        php.writeFile(path, readFileSync(path));
    }
}
copy(resolve(folder));
const env = Object.fromEntries(variables.map((variable) => variable.split(/=(.*)/s).slice(0, 2)));
const run = php.run({
    code: `<?php echo 'PHP ', PHP_VERSION, ' with integers of ', PHP_INT_SIZE * 8, " bits\\n"; require ${JSON.stringify(resolve(program))};`,
    env,
});
// A program that fails is an exception, with what it printed.
const { text, errors, exitCode } = await run.catch(({ response, message }) => response ?? { text: message, errors: '', exitCode: 1 });
if (env.REPORT && php.fileExists(env.REPORT)) writeFileSync(env.REPORT, php.readFileAsBuffer(env.REPORT));
process.stdout.write(text);
process.stderr.write(errors);
process.exit(exitCode);
