// Calls of the C ABI (include/usersig.h) in an engine: a WebAssembly instance, or the same code as plain JavaScript.
//
// Nothing here needs a DOM, Node, TextEncoder, BigInt or WebAssembly, and the syntax is ES5. A core owns some pages of the
// engine's memory, which the library's allocator never touches. Each call writes its inputs there, and wipes them when
// it is over.

import { UserSigError } from './error.mjs';
import { EXPECTATION_SIZE, REPORT_DETAIL, REPORT_HINT, REPORT_SIZE, REQUEST_SIZE, STATUS_OK } from './layout.mjs';

var PAGE = 65536;

// Where things are in a core's memory. The addresses of u64 fields are multiples of 8.
var STRUCT_AT = (REPORT_SIZE + 7) & ~7;
var OUT_AT = STRUCT_AT + Math.max(REQUEST_SIZE, EXPECTATION_SIZE);
var INPUTS_AT = OUT_AT + 8;

// Space for a token without its UserID and its contents, which take no more than three times their size.
var TOKEN_OVERHEAD = 1024;

// Returns a core over what `start` makes: the exports of a new engine.
export function Core(start) {
    this.start = start;
    // How many engines have failed: a handle of an earlier one must not be used.
    this.failures = 0;
    this.exports = null;
}

// Starts the engine, and takes the memory before the first key is there.
Core.prototype.open = function () {
    if (this.exports) return;
    this.exports = this.start();
    this.base = this.end = 0;
    this.view();
    this.take(2 * PAGE);
};

// Takes memory of its own that holds at least `size` bytes of inputs.
Core.prototype.take = function (size) {
    var pages = Math.ceil((INPUTS_AT + size) / PAGE);
    // The engine may have no more, or nobody may have that much.
    var page = -1;
    try {
        if (pages < 32768) page = this.exports.memory.grow(pages);
    } catch (error) {
        // The page stays -1.
    }
    this.view();
    if (page < 0) throw new UserSigError('bad_length', 'the input is too long for the memory of this engine');
    // What was taken before directly precedes it, unless the allocator has grown in between.
    if (page * PAGE !== this.end) this.base = page * PAGE;
    this.end = (page + pages) * PAGE;
    this.top = this.base + INPUTS_AT;
};

// Looks at the memory again: it may have grown.
Core.prototype.view = function () {
    var buffer = this.exports.memory.buffer;
    if (this.bytes && this.bytes.buffer === buffer) return;
    this.bytes = new Uint8Array(buffer);
    this.words = new Uint32Array(buffer);
};

// Returns what `body` returns, which calls the library with inputs of at most `units` bytes or UTF-16 units.
// `capacity` is the number of bytes for a result.
Core.prototype.run = function (units, capacity, body) {
    this.open();
    var size = units * 3 + capacity;
    if (this.base + INPUTS_AT + size > this.end) this.take(size);
    try {
        return body(this);
    } finally {
        if (this.exports) this.wipe();
    }
};

// Overwrites the inputs and results of a call.
Core.prototype.wipe = function () {
    overwrite(this.bytes, this.base, this.top);
    this.top = this.base + INPUTS_AT;
};

// Calls a function of the library. A panic is a trap here, after which the state of the engine is unknown: it is
// dropped, and the next call starts a new one.
Core.prototype.call = function (name, args) {
    var exports = this.exports;
    this.words[this.base >>> 2] = REPORT_SIZE;
    try {
        var result = exports[name].apply(null, args);
    } catch (error) {
        this.view();
        overwrite(this.bytes, 0, this.bytes.length);
        this.exports = null;
        this.bytes = this.words = null;
        this.failures++;
        throw new UserSigError('panic', 'the engine has failed: ' + error, 'report this; make new signers and verifiers, and go on');
    }
    this.view();
    return result;
};

// The address of the report, of a struct (which is zero, but for its size), and of a result.
Core.prototype.report = function () { return this.base; };
Core.prototype.struct = function (size) {
    var at = this.base + STRUCT_AT;
    this.words[at >>> 2] = size;
    return at;
};
Core.prototype.out = function () { return this.base + OUT_AT; };

// Throws the error of a status, which the report describes.
Core.prototype.check = function (status) {
    if (status !== STATUS_OK) {
        throw new UserSigError(this.statusName(status), this.detail(), this.hint());
    }
};

Core.prototype.statusName = function (status) { return this.cString(this.call('usersig_status_name', [status])); };
Core.prototype.detail = function () { return this.cString(this.base + REPORT_DETAIL); };
Core.prototype.hint = function () { return this.cString(this.base + REPORT_HINT); };

Core.prototype.u32 = function (at) { return this.words[at >>> 2]; };
Core.prototype.setU32 = function (at, value) { this.words[at >>> 2] = value; };
Core.prototype.setU64 = function (at, value) {
    this.setU32(at, value >>> 0);
    this.setU32(at + 4, high(value));
};

// Returns the upper half of a whole number below 2^53.
export function high(value) { return Math.floor(value / 4294967296); }

// Writes a pointer and a length: a text in UTF-8, or bytes. A lone surrogate is written as it is, which the library
// rejects: it must not become another text.
Core.prototype.setText = function (at, text) {
    this.setU32(at, this.top);
    this.setU32(at + 4, this.put(text));
};

// Writes a text or bytes to the memory, and returns the length.
Core.prototype.put = function (text) {
    var bytes = this.bytes, from = this.top, at = from, length = text.length;
    if (typeof text !== 'string') {
        bytes.set(text, at);
        at += length;
    } else {
        for (var i = 0; i < length; i++) {
            var unit = text.charCodeAt(i);
            if (unit < 0x80) {
                bytes[at++] = unit;
                continue;
            }
            if (unit < 0x800) {
                bytes[at++] = 0xc0 | unit >> 6;
            } else {
                var next = i + 1 < length ? text.charCodeAt(i + 1) : 0;
                if ((unit & 0xfc00) === 0xd800 && (next & 0xfc00) === 0xdc00) {
                    unit = 0x10000 + ((unit & 0x3ff) << 10) + (next & 0x3ff);
                    i++;
                    bytes[at++] = 0xf0 | unit >> 18;
                    bytes[at++] = 0x80 | unit >> 12 & 0x3f;
                } else {
                    bytes[at++] = 0xe0 | unit >> 12;
                }
                bytes[at++] = 0x80 | unit >> 6 & 0x3f;
            }
            bytes[at++] = 0x80 | unit & 0x3f;
        }
    }
    this.top = at;
    return at - from;
};

// Writes a text, and returns the two arguments that hand it to the library.
Core.prototype.text = function (text) {
    var at = this.top;
    return [at, this.put(text)];
};

// Signs with `name`, whose first arguments are `args`, for the request at `request`.
Core.prototype.sign = function (name, args, request, units) {
    var at = this.top, capacity = tokenCapacity(units);
    this.top += capacity;
    args.push(request, at, capacity, this.out(), this.report());
    this.check(this.call(name, args));
    return this.ascii(at, this.u32(this.out()));
};

// Returns the number of bytes that is enough for a token of these inputs.
export function tokenCapacity(units) { return TOKEN_OVERHEAD + 9 * units; }

Core.prototype.ascii = function (at, length) {
    var text = '', end = at + length;
    while (at < end) {
        var next = Math.min(end, at + 4096);
        text += String.fromCharCode.apply(null, this.bytes.subarray(at, next));
        at = next;
    }
    return text;
};

Core.prototype.cString = function (at) {
    var end = at;
    while (this.bytes[end]) end++;
    return this.utf8(at, end - at);
};

// Returns UTF-8 as a text, with U+FFFD for what is not UTF-8.
Core.prototype.utf8 = function (at, length) {
    var bytes = this.bytes, end = at + length, text = '';
    while (at < end) {
        var first = bytes[at++];
        if (first < 0x80) {
            text += String.fromCharCode(first);
            continue;
        }
        // How many bytes follow, and where the second one must be so that the form is the shortest and no surrogate.
        var more = first < 0xc2 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : 0;
        var low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
        var highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
        var point = first & 0x3f >> more, left = more;
        while (left > 0 && at < end && bytes[at] >= low && bytes[at] <= highest) {
            point = point << 6 | bytes[at++] & 0x3f;
            low = 0x80;
            highest = 0xbf;
            left--;
        }
        if (more === 0 || left > 0) text += '\ufffd';
        else if (point < 0x10000) text += String.fromCharCode(point);
        else text += String.fromCharCode(0xd7c0 + (point >> 10), 0xdc00 + (point & 0x3ff));
    }
    return text;
};

function overwrite(bytes, from, to) {
    if (bytes.fill) bytes.fill(0, from, to);
    else for (var at = from; at < to; at++) bytes[at] = 0;
}
