import { genTestUserSig, EXPIRETIME } from './chat-uikit/GenerateTestUserSig.mjs';
const app = Number(process.env.APP), key = process.env.KEY;
export const lines = 1;
const nobody = genTestUserSig({ SDKAppID: 0, secretKey: '', userID: '' });
const { SDKAppID, userID, userSig } = genTestUserSig({ SDKAppID: app, secretKey: key, userID: 'erin' });
export const tokens = { [userID]: nobody.userSig === '' && SDKAppID === app && EXPIRETIME === 604800 ? userSig : '' };
