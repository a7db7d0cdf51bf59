import byDefault, { genTestUserSig, EXPIRETIME } from 'usersig/generate-test-usersig';
const app = Number(process.env.APP), key = process.env.KEY;
export const lines = 4;
export const tokens = {};
const calls = [
    [{ SDKAppID: app, secretKey: key, userID: 'p1' }], [{ sdkAppId: app, sdkSecretKey: key, userId: 'p2' }],
    [{ SDKAPPID: app, SECRETKEY: key, EXPIRETIME: 60, userID: 'p3' }], [{ sdkAppID: app, SecretKey: key, userid: 'p4', ExpireTime: 60 }],
    ['p5', app, key],
];
const nothing = [genTestUserSig(), genTestUserSig(null), genTestUserSig(''), genTestUserSig({})].every(({ userSig }) => userSig === '');
const right = nothing && byDefault === genTestUserSig && EXPIRETIME === 604800;
for (const call of calls) {
    const all = genTestUserSig(...call);
    const apps = [all.SDKAppID, all.sdkAppID, all.sdkAppId, all.sdkappid];
    tokens[all.userID] = right && apps.every((one) => one === app) && all.userId === all.userID ? all.userSig : '';
}
