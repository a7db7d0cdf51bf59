import { genTestUserSig, EXPIRETIME } from './chat-uikit/GenerateTestUserSig.mjs';
const app = Number(process.env.APP), key = process.env.KEY;
const { SDKAppID, userID, userSig } = genTestUserSig({ SDKAppID: app, secretKey: key, userID: 'erin' });
export const tokens = SDKAppID === app && EXPIRETIME === 604800 ? { [userID]: userSig } : {};
