import genTestUserSig from './chat-react-native/GenerateTestUserSig.mjs';
const app = Number(process.env.APP), key = process.env.KEY;
export const lines = 1;
const nobody = genTestUserSig('', 0, '');
const { sdkAppID, userSig } = genTestUserSig('laura', app, key);
export const tokens = { laura: nobody.userSig === '' && sdkAppID === app ? userSig : '' };
