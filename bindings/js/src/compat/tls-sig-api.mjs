// The class of npm's `tls-sig-api`, for applications of version 1.0 (a key pair).
// Unlike that package, it rejects a token that has expired.
import { readFileSync } from 'fs';
import { Signer, Verifier } from '../entry.mjs';

var HALF_A_YEAR = 180 * 24 * 3600;

function number(value) {
    return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
}

export function Sig(config) {
    this.sdk_appid = config.sdk_appid;
    this.expire_after = config.expire_after || HALF_A_YEAR;
    var privateKey = config.private_key_string || (config.private_key && readFileSync(config.private_key, 'utf8'));
    // Not listed when an application prints or serializes the object.
    Object.defineProperty(this, 'private_key', { value: privateKey, writable: true, configurable: true });
    this.public_key = config.public_key_string || (config.public_key && readFileSync(config.public_key, 'utf8'));
}

Sig.prototype.setAppid = function (appid) { this.sdk_appid = appid; };
Sig.prototype.setPrivateKey = function (privateKey) { this.private_key = privateKey; };
Sig.prototype.setPublicKey = function (publicKey) { this.public_key = publicKey; };

Sig.prototype.genSig = function (identifier) {
    return sign(this, identifier, undefined);
};

Sig.prototype.genSigWithUserbuf = function (identifier, userbuf) {
    return sign(this, identifier, { userbuf: userbuf });
};

function sign(sig, identifier, contents) {
    var signer = Signer.fromPrivateKey(number(sig.sdk_appid), sig.private_key);
    try {
        var userId = typeof identifier === 'number' ? String(identifier) : identifier;
        return signer.sign(userId, number(sig.expire_after), { userIdRule: 'any', contents: contents });
    } finally {
        signer.close();
    }
}

// Returns what verification found. A wrong key or a value of a wrong type is an error, not `false`.
function verify(sig, token, identifier, contents) {
    var verifier = Verifier.fromPublicKey(number(sig.sdk_appid), sig.public_key);
    try {
        return verifier.verify(token, { userId: identifier, contents: contents });
    } finally {
        verifier.close();
    }
}

Sig.prototype.verifySig = function (token, identifier) {
    return verify(this, token, identifier, 'none').ok;
};

// Returns the userbuf as text, or false.
Sig.prototype.verifySigWithUserbuf = function (token, identifier) {
    var result = verify(this, token, identifier, undefined);
    return result.ok && result.token.userbuf !== null && Buffer.from(result.token.userbuf).toString();
};

export default { Sig: Sig };
