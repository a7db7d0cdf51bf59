// A caller in TypeScript, which must not import an .ets file.
import { genTestUserSig, SDKAPPID } from './debug/GenerateTestUserSig';
import { LoginInfo } from './LoginInfo';

export const logIn = (userId: string): LoginInfo => ({ sdkAppId: SDKAPPID, userId, userSig: genTestUserSig(userId), message: '' });
