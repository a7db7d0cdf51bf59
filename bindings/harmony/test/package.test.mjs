// The unpacked package: the vectors that every language passes, in each engine.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import vm from 'node:vm';
import { script, tests } from '../../js/test/calls.mjs';
import { vectorTests } from '../../js/test/vectors.mjs';
import { bundle, engines } from './compiler.mjs';

vectorTests('Node', vm.runInThisContext(`${await bundle('usersig', 'ES2015')}\nModule`), false);

const inEngine = readFileSync(new URL('../../js/test/in-engine.js', import.meta.url), 'utf8');
const calls = script(Object.values(tests).map((list) => list.map(([call]) => call)));
for (const [engine, run] of Object.entries(engines)) {
    let results;
    Object.entries(tests).forEach(([name, list], at) => test(`${engine}: ${name}`, async () => {
        results ??= run(async (target) => `${await bundle('usersig', target)}\n${inEngine}`, `run(Module, null, ${calls})`).then(JSON.parse);
        const found = (await results)[at];
        assert.equal(found.length, list.length);
        list.forEach(([, check], index) => check(found[index]));
    }));
}
