import LibGenerateTestUserSig from './lib-generate-test-usersig-es.min.mjs';
const app = Number(process.env.APP), key = process.env.KEY;
const genTestUserSig = (userId) => {
    const generator = new LibGenerateTestUserSig(app, key, 24 * 3600);
    return { sdkAppId: app, userSig: generator.genTestUserSig(userId), appId: 0, bizId: 0 };
};
export const tokens = { 'user_12': genTestUserSig('user_12').userSig };
