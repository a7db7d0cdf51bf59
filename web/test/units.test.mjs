// What of the page needs no browser.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FILES, rowsOf, signAll, userIdsOfCsv, userIdsOfList } from '../src/batch.mjs';
import { bytesOf, fieldsOf, layersOf, parts, recordOf, signedLines, textOf, withoutSignature } from '../src/layers.mjs';
import { duration, languages, moment, setLanguage } from '../src/text.mjs';

test('CSV: quotes, line ends, empty lines', () => {
    assert.deepEqual(rowsOf('a,"b ""c"",d"\r\n\r\n"x\ny",z'), [['a', 'b "c",d'], ['x\ny', 'z']]);
    assert.deepEqual(userIdsOfCsv('\ufeffname,userid\nA,alice\nB,bob\n'), ['alice', 'bob']);
    assert.deepEqual(userIdsOfCsv('alice,1\nbob,2'), ['alice', 'bob']);
    assert.deepEqual(userIdsOfCsv(''), []);
    assert.deepEqual(userIdsOfList('alice\r\n\r\n bob \n'), ['alice', ' bob ']);
});

test('a batch goes on after what is rejected, and stops when told', async () => {
    const sign = (userId) => {
        if (userId === 'bad') throw new Error('rejected');
        return `token of ${userId}`;
    };
    const { signed, rejected } = await signAll(['a', 'bad', 'b'], sign, () => true);
    assert.deepEqual(signed.map(({ userSig }) => userSig), ['token of a', 'token of b']);
    assert.deepEqual(rejected.map(({ line, userId }) => [line, userId]), [[2, 'bad']]);
    const slow = (userId) => {
        for (const until = performance.now() + 15; performance.now() < until;);
        return userId;
    };
    assert.equal((await signAll(['a', 'b', 'c'], slow, (done) => done < 2)).signed.length, 2);
});

test('the files', () => {
    const made = { sdkAppId: 1, expiresAt: 2 };
    assert.deepEqual(FILES.csv.write([{ userId: 'a"b', userSig: 'x' }], made), ['userid,usersig,expires_at\r\n', '"a""b",x,2\r\n']);
    assert.deepEqual(JSON.parse(FILES.demo.write([{ userId: 'a', userSig: 'x' }], made).join('')), { sdkappid: 1, users: [{ userId: 'a', userToken: 'x' }] });
});

test('base64 of UserSig, both ways', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, at) => at);
    assert.deepEqual(bytesOf(textOf(bytes)), bytes);
    assert.doesNotMatch(textOf(bytes), /[+/=]/);
});

test('fields and their places, and nothing at all', () => {
    const json = '{"TLS.ver":"2.0", "TLS.identifier" : "a\\"b","TLS.time":1,"TLS.sig":"x"}';
    const fields = fieldsOf(json);
    assert.deepEqual(fields.map(({ name, value }) => [name, value]), [['TLS.ver', '2.0'], ['TLS.identifier', 'a"b'], ['TLS.time', '1'], ['TLS.sig', 'x']]);
    for (const { name, from, to } of fields) assert.ok(json.slice(from, to).startsWith(`"${name}"`));
    assert.deepEqual(signedLines(fields), [{ part: 'TLS.identifier', text: 'TLS.identifier:a"b\n' }, { part: 'TLS.time', text: 'TLS.time:1\n' }]);
    assert.equal(parts(json, fields.map(({ from, to, name }) => ({ from, to, part: name }))).map(({ text }) => text).join(''), json);
    assert.deepEqual(fieldsOf('[]'), []);
});

test('layers stop where nothing can be read', async () => {
    assert.equal((await layersOf('!')).unread, 'base64');
    assert.equal((await layersOf('eJw')).unread, 'zlib');
    assert.equal((await layersOf('')).unread, 'zlib');
});

test('a record that ends too early is none', () => {
    assert.deepEqual(recordOf(new Uint8Array([0, 0, 200])), []);
    assert.deepEqual(recordOf(new Uint8Array([9])), []);
    assert.deepEqual(recordOf(new Uint8Array(0)), []);
});

test('a token without a signature stays without one', async () => {
    assert.equal(await withoutSignature({ fields: [], json: '{}' }), null);
});

test('every text is in two languages, with the same places', () => {
    const places = (text) => (text.match(/\{\w+\}/g) ?? []).sort().join();
    for (const [name, english, chinese] of languages()) {
        assert.ok(english && chinese, name);
        assert.equal(places(english), places(chinese), name);
        assert.doesNotMatch(english.replace('中文', ''), /[\u4e00-\u9fff]/, name);
    }
});

test('times', () => {
    setLanguage('en');
    assert.equal(duration(90061), '1 day 1 hour');
    assert.equal(duration(0), '0 seconds');
    assert.equal(duration(-61), '1 minute 1 second');
    setLanguage('zh');
    assert.match(duration(86400), /天/);
    assert.equal(moment(2 ** 63), String(2 ** 63));
});
