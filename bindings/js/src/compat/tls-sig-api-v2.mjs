// The class of npm's `tls-sig-api-v2`: the same methods, with the types that its callers pass.
import { Signer, UserSigError } from '../entry.mjs';

// Returns a number that may be written as a text of digits, as an environment variable is. Anything else is left for the
// signer to reject: `undefined`, NaN and '' must not be signed.
function number(value) {
    return typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
}

// Returns a UserID or a string room, which callers also pass as an integer.
function string(value) {
    return typeof value === 'number' && Math.floor(value) === value || typeof value === 'bigint' ? String(value) : value;
}

export function Api(sdkappid, key) {
    this.sdkappid = sdkappid;
    // Not listed when an application prints or serializes the object.
    Object.defineProperty(this, 'key', { value: key, writable: true, configurable: true });
    Object.defineProperty(this, '_signer', { value: null, writable: true });
}

// Signs with the fields as they are now: some callers set them later.
function sign(api, userid, expire, contents) {
    var kept = api._signer;
    if (!kept || kept.sdkappid !== api.sdkappid || kept.key !== api.key) {
        kept = { sdkappid: api.sdkappid, key: api.key, signer: new Signer(number(api.sdkappid), api.key) };
        if (api._signer) api._signer.signer.close();
        api._signer = kept;
    }
    try {
        return kept.signer.sign(string(userid), number(expire), { userIdRule: 'any', contents: contents });
    } catch (error) {
        // The engine has failed: the next call makes a new signer.
        if (error.code === 'panic') api._signer = null;
        throw error;
    }
}

Api.prototype.genSig = function (userid, expire, userBuf) {
    return sign(this, userid, expire, userBuf === null || userBuf === undefined ? undefined : { userbuf: userBuf });
};

Api.prototype.genSigWithUserbuf = Api.prototype.genSig;

Api.prototype.genUserSig = function (userid, expire) {
    return sign(this, userid, expire, undefined);
};

Api.prototype.genPrivateMapKey = function (userid, expire, roomid, privilegeMap) {
    var room = number(roomid);
    if (typeof room !== 'number') throw new UserSigError('bad_room', 'roomid must be a number');
    return sign(this, userid, expire, { room: room, privileges: number(privilegeMap) });
};

Api.prototype.genPrivateMapKeyWithStringRoomID = function (userid, expire, roomstr, privilegeMap) {
    var room = string(roomstr);
    if (typeof room !== 'string') throw new UserSigError('bad_room', 'roomstr must be a string');
    return sign(this, userid, expire, { room: room, privileges: number(privilegeMap) });
};

export default { Api: Api };
