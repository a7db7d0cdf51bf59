import { genTestUserSig } from './timbot/GenerateTestUserSig.mjs';
const app = Number(process.env.APP), key = process.env.KEY;
export const silent = false;
const missing = genTestUserSig({ userID: 'grace', SDKAppID: app });
const { userSig } = genTestUserSig({ userID: 'grace', SDKAppID: app, SecretKey: key, ExpireTime: 60 });
export const tokens = { grace: missing === undefined ? userSig : '' };
