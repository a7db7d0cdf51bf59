// Asks the built index of the search, with the options that the site sends to the browser. SITE is the built site, MODULES its packages.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { OPTIONS, SEARCH_OPTIONS, tokenize, tokenizeQuery } from '../search.mjs';

const { SITE, MODULES } = process.env;
const MiniSearch = createRequire(join(MODULES, 'x'))('minisearch');
const chunks = join(SITE, 'assets/chunks');

async function index(locale) {
    const [file] = readdirSync(chunks).filter((name) => name.startsWith(`@localSearchIndex${locale}.`));
    const { default: json } = await import(pathToFileURL(join(chunks, file)));
    return MiniSearch.loadJSON(json, { fields: ['title', 'titles', 'text'], storeFields: ['title', 'titles'], searchOptions: SEARCH_OPTIONS, ...OPTIONS });
}

const found = async (locale, query) => (await index(locale)).search(query).slice(0, 5).map(({ id, title }) => `${id} ${title}`);

// [locale, what a reader types, what one of the first results has to be]
const QUESTIONS = [
    ['root', '70009', /^\/codes\/#70009 70009: the signature does not match/],
    ['root', '70003', /^\/codes\/#70003 /],
    ['root', '-70001', /^\/codes\/#70001 /],
    ['root', 'ERR_SVR_ACCOUNT_USERSIG_EXPIRED', /^\/codes\/#70001 /],
    ['root', 'secret key', /key/i],
    ['root', 'TLSSigAPIv2.py', /^\/migrate\//],
    ['root', 'GenerateTestUserSig.swift', /^\/migrate\//],
    ['root', 'tls_sig_api_v2.h', /^\/migrate\//],
    ['root', 'lib-generate-test-usersig.min.js', /^\/(migrate|guide\/js)/],
    ['root', 'placeholder', /^\/codes\/causes\.html#placeholder /],
    ['zh', '70009', /^\/zh\/codes\/#70009 70009：签名校验不通过/],
    ['zh', '密钥', /密钥/],
    ['zh', '签名校验', /签名校验/],
    ['zh', '过期', /过期/],
    ['zh', '引号', /^\/zh\/codes\/causes\.html#/],
    ['zh', '有效期', /^\/zh\//],
    ['zh', 'TLSSigAPIv2.java', /^\/zh\/migrate\//],
];

describe('the search', () => {
    for (const [locale, query, expected] of QUESTIONS) {
        it(`${locale}: ${query}`, async () => {
            const first = await found(locale, query);
            assert.ok(first.some((result) => expected.test(result)), `none of ${JSON.stringify(first)} is ${expected}`);
        });
    }

    it('finds nothing for what is nowhere', async () => {
        assert.deepEqual(await found('root', 'xyzzyplugh'), []);
        assert.deepEqual(await found('zh', '麒麟蝴蝶'), []);
    });

    it('a code is not almost another code', async () => {
        assert.deepEqual(await found('root', '70099'), []);
    });

    it('splits Chinese into pairs, and everything else at signs', () => {
        assert.deepEqual(tokenize('密钥长 bad_signature').filter(Boolean), ['密钥', '钥长', '长', 'bad', 'signature']);
        assert.deepEqual(tokenizeQuery('密钥长').filter(Boolean), ['密钥', '钥长']);
        assert.deepEqual(tokenizeQuery('钥').filter(Boolean), ['钥']);
    });
});
