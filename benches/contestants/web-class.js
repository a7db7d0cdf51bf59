// A contestant of scripts/bench: the class of the Web demos. Its argument is the file, an ES module: the official one or
// ours.
'use strict';
const { expire, key, run, sdkappid, userid } = require('./contestant.js');

import(process.argv[2]).then(({ default: LibGenerateTestUserSig }) => {
    const generator = new LibGenerateTestUserSig(sdkappid, key, expire);
    run((user) => generator.genTestUserSig(user), { sign: () => () => generator.genTestUserSig(userid) });
});
