// For demos only: whoever has this file has the secret key. A released application asks its own server for the UserSig.
// 仅用于本地调试: 拿到这个文件的人就拿到了密钥。正式上线的应用应由业务服务器签发 UserSig。
// Load lib-generate-test-usersig.min.js of the npm package `usersig` in a script before this one.
/* global LibGenerateTestUserSig */
/* exported genTestUserSig */

function genTestUserSig(options) {
    var secretKey = options.sdkSecretKey || options.secretKey;
    var generator = new LibGenerateTestUserSig(options.sdkAppId, secretKey, 604800);
    return { sdkAppId: options.sdkAppId, userSig: generator.genTestUserSig(options.userId) };
}
