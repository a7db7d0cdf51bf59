// demos/harmony without a device: compiled with declarations in place of the SDK, and the part without a page is run.
import assert from 'node:assert/strict';
import { cpSync, existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { engines, problems, SOURCES } from './compiler.mjs';
import { checkToken, filledIn, original, run, write } from './generator.mjs';

const { DEMO, COMPILER } = process.env;
const JSON5 = createRequire(join(COMPILER, 'x'))('json5');
const files = readdirSync(DEMO, { recursive: true });
const read = (name) => JSON5.parse(readFileSync(join(DEMO, name), 'utf8'));

for (const [copy, generator] of [['demo', filledIn], ['demo-unset', original]]) {
    cpSync(join(DEMO, 'entry/src/main/ets'), join(SOURCES, copy), { recursive: true, filter: (path) => !path.endsWith('/debug') });
    write(`${copy}/debug`, generator);
}

test('its sources compile by ArkTS\'s rules, also the one in TypeScript', () => {
    const sources = files.filter((name) => /^entry\/src\/main\/ets\/(?!debug).*\.e?ts$/.test(name)).map((name) => name.replace('entry/src/main/ets', 'demo'));
    assert.equal(sources.length, 3);
    cpSync(join(SOURCES, 'demo/model/UserSigModel.ts'), join(SOURCES, 'demo/model/ModelAsArkTS.ets'));
    assert.deepEqual(problems([...sources, 'demo/model/ModelAsArkTS.ets']), []);
});

for (const engine of Object.keys(engines)) {
    test(`${engine}: signs, and counts down`, async () => {
        const START = 1700000000;
        const at = (seconds) => `Date.now = function () { return ${(START + seconds) * 1000}; }`;
        const left = (seconds) => `(${at(seconds)}, Module.remaining(userSig))`;
        const [signed, ...counted] = await run(engine, 'demo/model/UserSigModel',
            `(${at(0)}, signed = Module.sign('xiaojun'), userSig = signed.userSig, signed)`, ...[0, 1, 518400, 604799, 604800, 1e9].map(left));
        assert.deepEqual(signed.said, []);
        checkToken(signed.value.userSig, 'xiaojun', [START, START]);
        assert.match(signed.value.message, /^过期时间 Expires: .*2023/);
        assert.deepEqual(counted.map(({ value }) => value),
            ['7 d 00:00:00', '6 d 23:59:59', '1 d 00:00:00', '0 d 00:00:01', '已过期 Expired', '已过期 Expired']);
    });

    test(`${engine}: says that it has not signed`, async () => {
        const [{ value, said }] = await run(engine, 'demo-unset/model/UserSigModel', "Module.sign('xiaojun')");
        assert.equal(value.userSig, '');
        assert.match(value.message, /Not signed/);
        assert.equal(said.length, 1);
    });
}

test('the project names files and resources that are there', () => {
    const json = files.filter((name) => /\.json5?$/.test(name) && !/oh_modules|build\//.test(name));
    for (const name of json) read(name);
    const { module } = read('entry/src/main/module.json5'), [{ srcEntry }] = module.abilities;
    assert.ok(existsSync(join(DEMO, 'entry/src/main', srcEntry)));
    for (const page of read('entry/src/main/resources/base/profile/main_pages.json').src) {
        assert.ok(existsSync(join(DEMO, `entry/src/main/ets/${page}.ets`)), page);
    }
    const resources = new Set(files.flatMap((name) => {
        const [, kind, file] = /resources\/base\/(element|media|profile)\/(\w+)\.\w+$/.exec(name) ?? [];
        if (kind === 'element') return Object.values(read(name))[0].map((value) => `$${file}:${value.name}`);
        return kind ? [`$${kind}:${file}`] : [];
    }));
    for (const name of ['AppScope/app.json5', 'entry/src/main/module.json5']) {
        for (const [used] of readFileSync(join(DEMO, name), 'utf8').matchAll(/\$\w+:\w+/g)) assert.ok(resources.has(used), `${name} uses ${used}`);
    }
});
