// What the JavaScript contestants share. The lines are explained in compare/src/main.rs.
'use strict';
const { createInterface } = require('readline');

const { BENCH_KEY, BENCH_USERID, ...env } = process.env;
exports.key = BENCH_KEY;
exports.userid = BENCH_USERID;
exports.sdkappid = Number(env.BENCH_SDKAPPID);
exports.expire = Number(env.BENCH_EXPIRE);
exports.now = Number(env.BENCH_NOW);
exports.pem = (curve, part) => env[`BENCH_${curve.toUpperCase()}_${part}`];
exports.must = (right) => {
    if (right !== true) throw new Error('rejected');
};

// Replies to each line. `sign` returns a token of version 2.0; an operation returns a function that does the work once.
exports.run = (sign, operations) => {
    const reply = (text) => process.stdout.write(`${text}\n`);
    // The class of the Web demos prints the key and every token: standard output is only for replies.
    console.log = () => {};
    createInterface({ input: process.stdin }).on('line', (line) => {
        const [operation, argument, token] = line.split(' ');
        if (operation === 'token') {
            reply(sign(argument));
        } else if (operation in operations) {
            const work = operations[operation](token);
            const count = Number(argument);
            let last;
            const start = process.hrtime.bigint();
            for (let i = 0; i < count; i++) last = work();
            reply(`${process.hrtime.bigint() - start} - ${last ?? '-'}`);
        } else {
            reply('-');
        }
    });
};
