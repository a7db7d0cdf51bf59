// For demos only: whoever has this file has the secret key. A released application asks its own server for the UserSig.
// 仅用于本地调试: 拿到这个文件的人就拿到了密钥。正式上线的应用应由业务服务器签发 UserSig。
// Copy lib-generate-test-usersig.min.js of the npm package `usersig` beside this file.
var LibGenerateTestUserSig = require('./lib-generate-test-usersig.min.js');

// Fill these in, or pass them with each call: https://console.cloud.tencent.com/trtc
var SDKAPPID = 0;
var SECRETKEY = '';
var EXPIRETIME = 604800;

// Accepts a UserID, or an object with SDKAPPID, SECRETKEY, EXPIRETIME and userID.
function genTestUserSig(given) {
    var options = typeof given === 'object' && given !== null ? given
        : { SDKAPPID: SDKAPPID, SECRETKEY: SECRETKEY, EXPIRETIME: EXPIRETIME, userID: given };
    var generator = new LibGenerateTestUserSig(options.SDKAPPID, options.SECRETKEY, options.EXPIRETIME);
    return { sdkAppID: options.SDKAPPID, userSig: generator.genTestUserSig(options.userID) };
}

module.exports = { genTestUserSig: genTestUserSig };
