import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import LibGenerateTestUserSig from './lib-generate-test-usersig-es.min.mjs';
const app = Number(process.env.APP), key = process.env.KEY;
const genTestUserSig = (userId) => {
    const generator = new LibGenerateTestUserSig(app, key, 24 * 3600);
    return { sdkAppId: app, userSig: generator.genTestUserSig(userId), appId: 0, bizId: 0 };
};
// The same as a script of a page, where the class is a global name.
const page = vm.createContext({ app, key });
page.self = page;
vm.runInContext(readFileSync(new URL('./lib-generate-test-usersig.min.js', import.meta.url), 'utf8'), page);
vm.runInContext(`function genTestUserSig(userId) {
    var generator = new LibGenerateTestUserSig(app, key, 604800);
    return { sdkAppId: app, userSig: generator.genTestUserSig(userId) };
}`, page);
export const tokens = { user_12: genTestUserSig('user_12').userSig, carol: page.genTestUserSig('carol').userSig };
