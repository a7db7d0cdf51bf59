import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { genTestUserSig } from './trtc-web/generateTestUserSig.mjs';
const app = Number(process.env.APP), key = process.env.KEY;
const page = vm.createContext({});
page.self = page;
for (const script of ['./lib-generate-test-usersig.min.js', './trtc-web/generateTestUserSig.js']) {
    vm.runInContext(readFileSync(new URL(script, import.meta.url), 'utf8'), page);
}
export const tokens = {};
for (const [name, call] of Object.entries({ heidi: genTestUserSig, henry: page.genTestUserSig })) {
    for (const [userId, spelling] of [[name, 'sdkSecretKey'], [`${name}2`, 'secretKey']]) {
        const { sdkAppId, userSig } = call({ sdkAppId: app, userId, [spelling]: key });
        tokens[userId] = sdkAppId === app ? userSig : '';
    }
}
