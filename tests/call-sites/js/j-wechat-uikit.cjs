const { genTestUserSig } = require('./mini-program/GenerateTestUserSig.js');
const app = Number(process.env.APP), key = process.env.KEY;
exports.lines = 1;
const nobody = genTestUserSig({ SDKAPPID: 0, SECRETKEY: '', EXPIRETIME: 604800, userID: '' });
const { sdkAppID, userSig } = genTestUserSig({ SDKAPPID: app, SECRETKEY: key, EXPIRETIME: 604800, userID: 'judy' });
exports.tokens = { judy: nobody.userSig === '' && sdkAppID === app ? userSig : '' };
