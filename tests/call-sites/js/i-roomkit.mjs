import { inspectUnverified } from 'usersig';
import byDefault, { genTestUserSig } from './roomkit/genTestUserSig.mjs';
const app = Number(process.env.APP), key = process.env.KEY;
const one = genTestUserSig({ userId: 'ivan', sdkAppId: app, secretKey: key });
const other = byDefault({ userId: 'ida', sdkAppId: app, secretKey: key, expireTime: 3600 });
const validities = [one, other].map(({ userSig }) => inspectUnverified(userSig).expire);
export const tokens = one.sdkAppId === app && `${validities}` === '604800,3600' ? { [one.userId]: one.userSig, [other.userId]: other.userSig } : {};
