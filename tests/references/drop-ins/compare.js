// The classes of the npm package against those that they replace, in one process: the same calls in the same second.
//
//     NODE_PATH=… compare.js WEB     WEB is the folder of the class of the Web demos
//
// Each check is one test; the last line is `N passed, N failed`.
'use strict';
const { dirname, join } = require('path');
const { pathToFileURL } = require('url');
const { finish } = require('./harness.js');
const v1 = require('./v1.js');
const v2 = require('./v2.js');
const web = require('./web.js');

const official = (file) => import(pathToFileURL(join(process.argv[2], file)));
const compat = join(dirname(require.resolve('usersig/package.json')), 'dist/compat');

(async () => {
    v2.sameTokens();
    v2.signedWithoutSense();
    v2.signedWrong();
    v1.sameTokens();
    v1.setters();
    v1.knownBugs();
    await v1.oldest();
    const { default: theirs } = await official('lib-generate-test-usersig-es.min.js');
    const { default: esModule } = await import(pathToFileURL(join(compat, 'lib-generate-test-usersig-es.min.mjs')));
    web.sameClass('Web class, ES module', theirs, esModule);
    web.sameClass('Web class, UMD', theirs, require(join(compat, 'lib-generate-test-usersig.min.js')));
    web.sameFunction(await official('GenerateTestUserSig.js'), require('usersig/generate-test-usersig'));
    finish();
})();
