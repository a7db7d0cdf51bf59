import * as GenerateTestUserSig from './callkit/GenerateTestUserSig-es.mjs';
import byDefault from './callkit/GenerateTestUserSig-es.mjs';
const app = Number(process.env.APP), key = process.env.KEY;
const first = GenerateTestUserSig.genTestUserSig({ userID: 'frank', SDKAppID: app, SecretKey: key });
const second = byDefault({ userID: 'fred' });
export const tokens = { frank: first.userSig, fred: second.SDKAppID === app ? second.userSig : '' };
