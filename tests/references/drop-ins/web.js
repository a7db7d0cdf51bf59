// The class of the Web demos, and the function around it, against the official ones.
'use strict';
const {
    APP, CLOCKS, KEY, USERBUFS, USERIDS, check, documentOf, fieldsOf, inOurOrder, printed, setClock, show,
} = require('./harness.js');

// The tokens in a text.
const tokensIn = (text) => text.match(/eJ[\w*-]{80,}/g) || [];

// Checks one form of our class.
exports.sameClass = (name, theirs, ours) => {
    const both = (made, method, ...args) => [theirs, ours].map((Class) => printed(() => new Class(...made)[method](...args)));
    sameTokens(name, both);
    sameFailures(name, both);
    knownBugs(name, both);
    const [their, our] = [theirs, ours].map((Class) => new Class(APP, KEY, 60));
    const fields = ({ SDKAPPID, PRIVATEKEY, EXPIRETIME }) => [SDKAPPID, PRIVATEKEY, EXPIRETIME];
    check(`${name}: the same fields`, fields(our), fields(their));
    check(`bug, ${name}: the key is in its JSON`, [their, our].map((generator) => JSON.stringify(generator).includes(KEY)), [true, false]);
};

function sameTokens(name, both) {
    const same = (made, method, ...args) => {
        const [[their, log], [our, silence]] = both(made, method, ...args);
        const call = `${name} ${made[0]} ${made[2]}: ${method}(${show(...args)})`;
        check(call, documentOf(our), inOurOrder(fieldsOf(their), '2.0'));
        check('bug, the official one prints the token; usersig prints nothing', [tokensIn(log), silence], [[their], '']);
    };
    USERIDS.forEach((userid, n) => {
        const made = [[APP, 1, 4294967295][n % 3], KEY, [604800, 1, 1576800000][n % 3]];
        // From half a second on the official one is a second ahead.
        setClock([1700000000000, 1700000000499, 1000000000000][n % 3]);
        same(made, 'genTestUserSig', userid);
        for (const userbuf of USERBUFS) same(made, 'genSigWithUserbuf', userid, 300, userbuf);
    });
}

// What both return '' for, with a line on the console.
function sameFailures(name, both) {
    for (const [what, made, userid] of [['an SDKAppID as text', ['1400000000', KEY, 60], 'alice'], ['no SDKAppID', [undefined, KEY, 60], 'alice'],
        ['NaN', [NaN, KEY, 60], 'alice'], ['no key', [APP, undefined, 60], 'alice'], ['no UserID', [APP, KEY, 60], undefined],
        ['a UserID that is a number', [APP, KEY, 60], 42], ['no validity', [APP, KEY, undefined], 'alice'], ['a validity as text', [APP, KEY, '60'], 'alice']]) {
        const outcomes = both(made, 'genTestUserSig', userid);
        check(`${name}: ${what} is ''`, outcomes.map(([token, log]) => [token, log.split('\n').length, log.includes(KEY)]), Array(2).fill(['', 2, false]));
    }
}

// What usersig does otherwise. A demo must go on: what no service accepts is '' and a line too.
function knownBugs(name, both) {
    const [[, log], [, silence]] = both([APP, KEY, 60], 'genTestUserSig', 'alice');
    check(`bug, ${name}: prints the key`, [log.includes(KEY), silence], [true, '']);
    setClock(1700000000500);
    const times = both([APP, KEY, 60], 'genTestUserSig', 'alice').map(([token]) => fieldsOf(token)['TLS.time']);
    check(`bug, ${name}: rounds the time up, so that a token can be of the next second`, times, [1700000001, 1700000000]);
    for (const [what, made, method, ...args] of [['what is not filled in', [0, '', 60], 'genTestUserSig', 'alice'],
        ['an empty UserID', [APP, KEY, 60], 'genTestUserSig', ''], ['a line break', [APP, KEY, 60], 'genTestUserSig', 'a\nb'],
        ['a fraction of a second', [APP, KEY, 0.5], 'genTestUserSig', 'alice'],
        ['a missing validity', [APP, KEY, 60], 'genSigWithUserbuf', 'alice', undefined, null],
        ['a UserID that is a number', [APP, KEY, 60], 'genSigWithUserbuf', 42, 60, null]]) {
        const [[their], [our, line]] = both(made, method, ...args);
        check(`bug, ${name}: ${what} is signed`, [fieldsOf(their)['TLS.ver'], our, line.split('\n').length], ['2.0', '', 2]);
    }
    const [[error], [our, line]] = both([APP, KEY, 60], 'genSigWithUserbuf', 'alice', 60, 5);
    check(`bug, ${name}: throws if the userbuf is a number`, [error, our, line.split('\n').length], ['TypeError', '', 2]);
}

exports.sameFunction = (theirs, ours) => {
    setClock(CLOCKS[0]);
    const options = { SDKAppID: APP, secretKey: KEY, userID: 'alice' };
    const [their, our] = [theirs, ours].map(({ genTestUserSig }) => printed(() => genTestUserSig(options))[0]);
    check('Web function: the same token', documentOf(our.userSig), inOurOrder(fieldsOf(their.userSig), '2.0'));
    check('Web function: the same SDKAppID and validity', [our.SDKAppID, ours.EXPIRETIME], [their.SDKAppID, theirs.EXPIRETIME]);
};
