import genTestUserSig from './chat-react-native/GenerateTestUserSig.mjs';
const app = Number(process.env.APP), key = process.env.KEY;
export const tokens = { laura: genTestUserSig('laura', app, key).userSig };
