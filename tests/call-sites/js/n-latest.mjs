import { createRequire } from 'node:module';
const LibGenerateTestUserSig = createRequire(import.meta.url)('./lib-generate-test-usersig.min.js');
const app = Number(process.env.APP), key = process.env.KEY;
// Made when the file is loaded.
const generator = new LibGenerateTestUserSig(app, key, 604800);
function getLatestUserSig(userID) {
    return { userSig: generator.genTestUserSig(userID), privateMapKey: 255 };
}
const { userSig, privateMapKey } = getLatestUserSig('nina');
export const tokens = { nina: privateMapKey === 255 ? userSig : '' };
