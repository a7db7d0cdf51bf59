// For demos only: whoever has this file has the secret key. A released application asks its own server for the UserSig.
// 仅用于本地调试: 拿到这个文件的人就拿到了密钥。正式上线的应用应由业务服务器签发 UserSig。
// Copy lib-generate-test-usersig-es.min.js of the npm package `usersig` beside this file.
import LibGenerateTestUserSig from './lib-generate-test-usersig-es.min.js';

// Fill these in: https://console.cloud.tencent.com/trtc
export const SDKAPPID = 0;
export const SDKSECRETKEY = '';
export const EXPIRETIME = 604800;

const generator = new LibGenerateTestUserSig(SDKAPPID, SDKSECRETKEY, EXPIRETIME);

export function genTestUserSig(userId) {
    return generator.genTestUserSig(userId);
}
