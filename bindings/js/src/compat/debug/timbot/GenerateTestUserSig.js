// For demos only: whoever has this file has the secret key. A released application asks its own server for the UserSig.
// 仅用于本地调试: 拿到这个文件的人就拿到了密钥。正式上线的应用应由业务服务器签发 UserSig。
// Copy lib-generate-test-usersig-es.min.js of the npm package `usersig` beside this file.
import LibGenerateTestUserSig from './lib-generate-test-usersig-es.min.js';

const EXPIRETIME = 604800;

export function genTestUserSig({ userID, SDKAppID, SecretKey, ExpireTime }) {
    if (!userID || !SDKAppID || !SecretKey) {
        console.error('genTestUserSig: userID, SDKAppID and SecretKey are required');
        return undefined;
    }
    const generator = new LibGenerateTestUserSig(SDKAppID, SecretKey, ExpireTime || EXPIRETIME);
    return { userSig: generator.genTestUserSig(userID), SDKAppID };
}
