// What RoomKit's own build makes of its wrapper: the class is the default export of a CommonJS file.
const lib = require('./lib-generate-test-usersig-es.min.js');
const app = Number(process.env.APP), key = process.env.KEY;
exports.tokens = {
    iris: new lib.default(app, key, 604800).genTestUserSig('iris'),
    // A server that has the same file calls the class itself.
    igor: new lib(app, key, 604800).genTestUserSig('igor'),
};
