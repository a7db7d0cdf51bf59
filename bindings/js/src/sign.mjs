// Signing with a key that is used once: all that the old generators need.

import { tokenCapacity } from './core.mjs';
import { request, sdkAppId, text, unitsOf, writeRequest } from './input.mjs';

// Returns a token of version 2.0. The key is in the engine's memory only during the call.
export function signOnce(core, appId, secretKey, userId, expire, options) {
    appId = sdkAppId(appId);
    text('the secret key', secretKey);
    var wanted = request(userId, expire, options);
    var units = userId.length + unitsOf(wanted.contents);
    return core.run(units + secretKey.length, tokenCapacity(units), function () {
        var key = core.text(secretKey);
        return core.sign('usersig_sign', [appId].concat(key), writeRequest(core, wanted), units);
    });
}
