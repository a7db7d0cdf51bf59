// The npm references, versions 2.0 and 1.0: reads a JSON request per line and writes a JSON reply per line.
//
//     reference.js [WEB]     WEB is the file of the class of the Web demos, for the calls that begin with `web_`
'use strict';
const { Api } = require('tls-sig-api-v2');
const { Sig } = require('tls-sig-api');
const { pathToFileURL } = require('url');

let Web;
const bytes = (base64) => Buffer.from(base64, 'base64');
const v2 = (r) => new Api(r.sdkappid, r.key);
const v1 = (r) => new Sig({
    sdk_appid: r.sdkappid,
    expire_after: r.expire,
    private_key_string: r.private_key,
    public_key_string: r.public_key,
});

const calls = {
    plain: (r) => ({ token: v2(r).genUserSig(r.userid, r.expire) }),
    userbuf: (r) => ({ token: v2(r).genSig(r.userid, r.expire, bytes(r.userbuf)) }),
    room: (r) => ({ token: v2(r).genPrivateMapKey(r.userid, r.expire, r.room, r.privileges) }),
    room_str: (r) => ({
        token: v2(r).genPrivateMapKeyWithStringRoomID(r.userid, r.expire, r.room_str, r.privileges),
    }),
    // The package has no verifier: this is the MAC that it computes for the fields of a token.
    mac: (r) => ({ mac: v2(r)._hmacsha256(r.userid, r.time, r.expire, r.userbuf) }),
    v1_plain: (r) => ({ token: v1(r).genSig(r.userid) }),
    v1_userbuf: (r) => ({ token: v1(r).genSigWithUserbuf(r.userid, bytes(r.userbuf)) }),
    // The validity is the class's, or of the call.
    web_plain: (r) => ({ token: new Web(r.sdkappid, r.key, r.expire).genTestUserSig(r.userid) }),
    web_userbuf: (r) => ({ token: new Web(r.sdkappid, r.key, 60).genSigWithUserbuf(r.userid, r.expire, bytes(r.userbuf)) }),
    // true or false for a plain token; with a userbuf, false or the userbuf as text.
    v1_verify: (r) => ({ verdict: v1(r).verifySig(r.token, r.userid) }),
    v1_verify_userbuf: (r) => ({ verdict: v1(r).verifySigWithUserbuf(r.token, r.userid) }),
};

const run = () => require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
    const request = JSON.parse(line);
    let answer;
    try {
        answer = calls[request.call](request);
    } catch (error) {
        answer = { error: String(error) };
    }
    process.stdout.write(JSON.stringify(answer) + '\n');
});

if (process.argv.length > 2) {
    // That class prints the key and each token.
    console.log = () => {};
    import(pathToFileURL(process.argv[2])).then((module) => {
        Web = module.default;
        run();
    });
} else {
    run();
}
