import byDefault, { genTestUserSig } from 'usersig/generate-test-usersig';
const app = Number(process.env.APP), key = process.env.KEY;
export const tokens = {};
const calls = [
    [{ SDKAppID: app, secretKey: key, userID: 'p1' }], [{ sdkAppId: app, sdkSecretKey: key, userId: 'p2' }],
    [{ SDKAPPID: app, SECRETKEY: key, EXPIRETIME: 60, userID: 'p3' }], [{ sdkAppID: app, SecretKey: key, userid: 'p4', ExpireTime: 60 }],
    ['p5', app, key],
];
for (const call of calls) {
    const all = genTestUserSig(...call);
    const apps = [all.SDKAppID, all.sdkAppID, all.sdkAppId, all.sdkappid];
    tokens[all.userID] = apps.every((one) => one === app) && all.userId === all.userID && byDefault === genTestUserSig ? all.userSig : '';
}
