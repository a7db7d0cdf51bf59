// The functions of the oldest server file, `WebRTCSigApi.js`: version 1.0, 300 seconds, a callback with an error or a
// text.
import { Signer } from '../entry.mjs';

var VALIDITY = 300;
var ALL_PRIVILEGES = 255;

function number(value) {
    return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
}

function sign(options, contents) {
    var signer = Signer.fromPrivateKey(number(options.sdkappid), options.privateKey);
    try {
        return signer.sign(options.userid, VALIDITY, { userIdRule: 'any', contents: contents });
    } finally {
        signer.close();
    }
}

function room(options) {
    return { room: number(options.roomid), privileges: ALL_PRIVILEGES };
}

// Calls back later, as the original does.
function reply(callback, make) {
    var error = null, result;
    try {
        result = make();
    } catch (caught) {
        error = caught;
    }
    process.nextTick(callback, error, result);
}

export function genUserSig(options, callback) {
    reply(callback, function () { return sign(options, undefined); });
}

export function genPrivateMapKey(options, callback) {
    reply(callback, function () { return sign(options, room(options)); });
}

export function gen(options, callback) {
    reply(callback, function () {
        return { privateMapKey: sign(options, room(options)), userSig: sign(options, undefined) };
    });
}
