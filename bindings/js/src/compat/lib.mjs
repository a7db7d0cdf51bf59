// The class of `lib-generate-test-usersig`, with its names and its behaviour: it never throws. What cannot be signed is
// '' and one line on the console, which has neither the key nor a token.
import { Core } from '../core.mjs';
import { signOnce } from '../sign.mjs';
import { start } from 'usersig-engine';

var core = new Core(start);

// Returns a token, or '' after a line on the console. The UserID is any that the service may have: demos that
// imported theirs long ago go on.
function sign(generator, userID, expire, contents) {
    try {
        return signOnce(core, generator.SDKAPPID, generator.PRIVATEKEY, userID, expire, { userIdRule: 'any', contents: contents });
    } catch (error) {
        if (typeof console !== 'undefined') console.error('genTestUserSig: ' + error.message);
        return '';
    }
}

export default function LibGenerateTestUserSig(sdkAppId, secretKey, expireTime) {
    this.SDKAPPID = sdkAppId;
    // Not listed when an application prints or serializes the generator.
    Object.defineProperty(this, 'PRIVATEKEY', { value: secretKey, writable: true, configurable: true });
    this.EXPIRETIME = expireTime;
}

LibGenerateTestUserSig.prototype.genTestUserSig = function (userID) {
    return sign(this, userID, this.EXPIRETIME);
};

LibGenerateTestUserSig.prototype.genSigWithUserbuf = function (userID, expire, userbuf) {
    return sign(this, userID, expire, userbuf === null || userbuf === undefined ? undefined : { userbuf: userbuf });
};
