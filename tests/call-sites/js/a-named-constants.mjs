import LibGenerateTestUserSig from './lib-generate-test-usersig-es.min.mjs';
const app = Number(process.env.APP), key = process.env.KEY;
function genTestUserSig(userID) {
    const generator = new LibGenerateTestUserSig(app, key, 604800);
    return { SDKAppID: app, userSig: generator.genTestUserSig(userID) };
}
const { SDKAppID, userSig } = genTestUserSig('alice');
export const tokens = SDKAppID === app ? { alice: userSig } : {};
