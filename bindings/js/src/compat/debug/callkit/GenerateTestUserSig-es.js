// For demos only: whoever has this file has the secret key. A released application asks its own server for the UserSig.
// 仅用于本地调试: 拿到这个文件的人就拿到了密钥。正式上线的应用应由业务服务器签发 UserSig。
// Copy lib-generate-test-usersig-es.min.js of the npm package `usersig` beside this file.
import LibGenerateTestUserSig from './lib-generate-test-usersig-es.min.js';

let SDKAPPID = 0;
let SECRETKEY = '';
const EXPIRETIME = 604800;

// What a call leaves out is what the last call had.
export function genTestUserSig({ userID, SDKAppID, SecretKey, ExpireTime }) {
    SDKAPPID = SDKAppID || SDKAPPID;
    SECRETKEY = SecretKey || SECRETKEY;
    const generator = new LibGenerateTestUserSig(SDKAPPID, SECRETKEY, ExpireTime || EXPIRETIME);
    return { SDKAppID: SDKAPPID, SecretKey: SECRETKEY, userSig: generator.genTestUserSig(userID) };
}

export default genTestUserSig;
