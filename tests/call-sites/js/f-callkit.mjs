import * as GenerateTestUserSig from './callkit/GenerateTestUserSig-es.mjs';
import byDefault from './callkit/GenerateTestUserSig-es.mjs';
const app = Number(process.env.APP), key = process.env.KEY;
export const lines = 1;
const before = GenerateTestUserSig.genTestUserSig({ userID: 'frank' });
const first = GenerateTestUserSig.genTestUserSig({ userID: 'frank', SDKAppID: app, SecretKey: key });
// What is left out or empty is what the last call had.
const second = byDefault({ userID: 'fred' });
const third = byDefault({ userID: 'fiona', SDKAppID: 0, SecretKey: '' });
const remembered = [second, third].every((result) => result.SDKAppID === app && result.SecretKey === key);
export const tokens = before.userSig === '' && remembered ? { frank: first.userSig, fred: second.userSig, fiona: third.userSig } : {};
