// One function for all wrappers of the demos: it accepts every spelling of a key, and returns every spelling of a result.
import LibGenerateTestUserSig from './lib.mjs';

export var EXPIRETIME = 604800;

// Returns the first property that is there.
function first(object, names) {
    for (var i = 0; i < names.length; i++) {
        if (object[names[i]] !== undefined) return object[names[i]];
    }
    return undefined;
}

// Accepts an object, or the UserID, the SDKAppID and the secret key one by one.
export function genTestUserSig(given, sdkAppId, secretKey) {
    var all = typeof given === 'object' && given !== null ? given : { userID: given, SDKAppID: sdkAppId, secretKey: secretKey };
    var userId = first(all, ['userID', 'userId', 'userid', 'UserID']);
    var app = first(all, ['SDKAppID', 'sdkAppID', 'sdkAppId', 'sdkappid', 'SDKAPPID']);
    var key = first(all, ['secretKey', 'SecretKey', 'sdkSecretKey', 'SECRETKEY', 'SDKSECRETKEY']);
    var expire = first(all, ['expireTime', 'ExpireTime', 'EXPIRETIME']);
    var generator = new LibGenerateTestUserSig(app, key, expire === undefined ? EXPIRETIME : expire);
    return {
        SDKAppID: app, sdkAppID: app, sdkAppId: app, sdkappid: app,
        userID: userId, userId: userId,
        userSig: generator.genTestUserSig(userId),
    };
}

export default genTestUserSig;
