import TLSSigAPIv2, { Api } from 'tls-sig-api-v2';
const app = Number(process.env.APP), key = process.env.KEY;
const api = new TLSSigAPIv2.Api(process.env.APP, key);
let missing = 'signed';
try {
    api.genUserSig('peggy');
} catch (error) {
    missing = error.code;
}
export const tokens = {
    peggy: missing === 'bad_type' ? api.genUserSig('peggy', 15552000) : '',
    12345: new Api(app, key).genUserSig(12345, '60'),
    pat: api.genSig('pat', 60, Buffer.from('abc')),
    paul: api.genSigWithUserbuf('paul', 60, 'abc'),
    pia: api.genPrivateMapKey('pia', 60, 10001, 255),
    pam: api.genPrivateMapKeyWithStringRoomID('pam', 60, 'lesson-7', 255),
};
