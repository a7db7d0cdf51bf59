// What callers pass, checked before it becomes a number of the C ABI: JavaScript would wrap, round or convert it
// silently, and then something else would be signed.

import { UserSigError } from './error.mjs';
import {
    CONTENTS_DEFAULT, CONTENTS_NONE, CONTENTS_ROOM_NAME, CONTENTS_ROOM_NUMBER, CONTENTS_USERBUF, FLAG_FIXED_TIME,
    PRIVILEGE_CREATE_ROOM, PRIVILEGE_ENTER_ROOM, PRIVILEGE_RECEIVE_AUDIO, PRIVILEGE_RECEIVE_SUBSTREAM,
    PRIVILEGE_RECEIVE_VIDEO, PRIVILEGE_SEND_AUDIO, PRIVILEGE_SEND_SUBSTREAM, PRIVILEGE_SEND_VIDEO, REQUEST_CONTENTS,
    REQUEST_FLAGS, REQUEST_ISSUED_AT, REQUEST_PRIVILEGES, REQUEST_ROOM, REQUEST_ROOM_NAME, REQUEST_SIZE,
    REQUEST_USERBUF, REQUEST_USERID, REQUEST_USERID_RULE, REQUEST_VALIDITY, USERID_RULE_ANY, USERID_RULE_IM,
    USERID_RULE_TRTC,
} from './layout.mjs';

var USERID_RULES = { im: USERID_RULE_IM, trtc: USERID_RULE_TRTC, any: USERID_RULE_ANY };

var PRIVILEGES = {
    createRoom: PRIVILEGE_CREATE_ROOM,
    enterRoom: PRIVILEGE_ENTER_ROOM,
    sendAudio: PRIVILEGE_SEND_AUDIO,
    receiveAudio: PRIVILEGE_RECEIVE_AUDIO,
    sendVideo: PRIVILEGE_SEND_VIDEO,
    receiveVideo: PRIVILEGE_RECEIVE_VIDEO,
    sendSubstream: PRIVILEGE_SEND_SUBSTREAM,
    receiveSubstream: PRIVILEGE_RECEIVE_SUBSTREAM,
};

function has(object, name) { return Object.prototype.hasOwnProperty.call(object, name); }

// The kind of a value for a message. Never the value: it may be a key in the wrong place.
function kind(value) {
    return value === null ? 'null' : Array.isArray(value) ? 'an array' : value === undefined ? 'undefined'
        : 'of type ' + typeof value;
}

function wrongType(name, expected, value) {
    return new UserSigError('bad_type', name + ' must be ' + expected + ', but it is ' + kind(value));
}

export function text(name, value) {
    if (typeof value !== 'string') throw wrongType(name, 'a string', value);
    return value;
}

// Returns a text, or bytes. A lone surrogate is no text, and as a userbuf it would become other bytes.
export function textOrBytes(name, value) {
    if (value instanceof Uint8Array) return value;
    if (typeof value !== 'string') throw wrongType(name, 'a string or a Uint8Array', value);
    return value;
}

// Returns a whole number from 0 to `max`.
export function whole(name, value, max, code) {
    if (typeof value !== 'number') throw wrongType(name, 'a number', value);
    if (!(value >= 0 && value <= max && Math.floor(value) === value)) {
        throw new UserSigError(code, name + ' is ' + value + '; allowed are whole numbers up to ' + max);
    }
    return value;
}

var U32 = 4294967295;
var SAFE = 9007199254740991;

export function sdkAppId(value) { return whole('the SDKAppID', value, U32, 'bad_sdkappid'); }

export function seconds(name, value, code) { return whole(name, value, SAFE, code); }

// Returns Unix seconds: the engine has no clock of its own.
export function time(value) {
    if (value === undefined) value = Math.floor(Date.now() / 1000);
    else if (Object.prototype.toString.call(value) === '[object Date]') value = Math.floor(value.getTime() / 1000);
    return seconds('the time in Unix seconds', value, 'bad_time');
}

// Rejects what is no property of these: a misspelt `leeway` or `contents` would be ignored.
export function options(name, value, known) {
    if (typeof value !== 'object' || value === null) throw wrongType(name, 'an object', value);
    for (var property in value) {
        if (has(value, property) && known.indexOf(property) < 0) {
            throw new UserSigError('bad_struct', name + ' has no ' + property + '; there are: ' + known.join(', '));
        }
    }
    return value;
}

function privileges(value) {
    if (typeof value === 'number') return whole('the privileges', value, U32, 'bad_privileges');
    options('the privileges', value, Object.keys(PRIVILEGES));
    var bits = 0;
    for (var name in PRIVILEGES) {
        var allowed = value[name];
        if (allowed !== undefined && typeof allowed !== 'boolean') throw wrongType('the privilege ' + name, 'true or false', allowed);
        if (allowed) bits |= PRIVILEGES[name];
    }
    return bits;
}

// Returns what a token carries. `words` are those that mean contents without values.
export function contents(value, words) {
    var result = { kind: CONTENTS_DEFAULT, userbuf: '', room: 0, roomName: '', privileges: 0 };
    if (value === undefined) return result;
    if (value === 'none' && words.indexOf(value) >= 0) {
        result.kind = CONTENTS_NONE;
        return result;
    }
    options('contents', value, ['userbuf', 'room', 'privileges']);
    if (has(value, 'userbuf') && !has(value, 'room') && !has(value, 'privileges')) {
        result.kind = CONTENTS_USERBUF;
        result.userbuf = textOrBytes('the userbuf', value.userbuf);
        if (typeof result.userbuf === 'string' && /[\ud800-\udbff](?![\udc00-\udfff])|(?:^|[^\ud800-\udbff])[\udc00-\udfff]/.test(result.userbuf)) {
            throw new UserSigError('not_utf8', 'the userbuf has half of a surrogate pair');
        }
        return result;
    }
    if (!has(value, 'room') || !has(value, 'privileges') || has(value, 'userbuf')) {
        throw new UserSigError('bad_struct', 'contents must have a userbuf, or a room and privileges');
    }
    result.privileges = privileges(value.privileges);
    if (typeof value.room === 'string') {
        result.kind = CONTENTS_ROOM_NAME;
        result.roomName = value.room;
    } else {
        result.kind = CONTENTS_ROOM_NUMBER;
        result.room = whole('the room', value.room, U32, 'bad_room');
    }
    return result;
}

export function unitsOf(contents) { return contents.userbuf.length + contents.roomName.length; }

// Returns a request to sign. Everything is read from the caller's objects here, before the memory is used.
export function request(userId, expire, given) {
    given = given === undefined ? {} : options('the options', given, ['now', 'userIdRule', 'contents']);
    var rule = given.userIdRule === undefined ? 'im' : given.userIdRule;
    if (typeof rule !== 'string' || !has(USERID_RULES, rule)) {
        throw new UserSigError('bad_struct', 'userIdRule must be one of ' + Object.keys(USERID_RULES).join(', '));
    }
    return {
        userId: text('the UserID', userId),
        expire: seconds('the validity in seconds', expire, 'bad_validity'),
        now: time(given.now),
        rule: USERID_RULES[rule],
        contents: contents(given.contents, []),
    };
}

// Writes a request to the memory of a core, and returns its address.
export function writeRequest(core, request) {
    var at = core.struct(REQUEST_SIZE), contents = request.contents;
    core.setU32(at + REQUEST_FLAGS, FLAG_FIXED_TIME);
    core.setText(at + REQUEST_USERID, request.userId);
    core.setU64(at + REQUEST_VALIDITY, request.expire);
    core.setU64(at + REQUEST_ISSUED_AT, request.now);
    core.setU32(at + REQUEST_USERID_RULE, request.rule);
    core.setU32(at + REQUEST_CONTENTS, contents.kind);
    core.setU32(at + REQUEST_ROOM, contents.room);
    core.setU32(at + REQUEST_PRIVILEGES, contents.privileges);
    if (contents.kind === CONTENTS_USERBUF) core.setText(at + REQUEST_USERBUF, contents.userbuf);
    if (contents.kind === CONTENTS_ROOM_NAME) core.setText(at + REQUEST_ROOM_NAME, contents.roomName);
    return at;
}
