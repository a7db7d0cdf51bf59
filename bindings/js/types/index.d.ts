/** What went wrong: the names of `usersig_status` in the C ABI, and two of JavaScript's own. */
export type ErrorCode =
    | Finding
    | 'bad_sdkappid' | 'bad_userid' | 'bad_validity' | 'bad_userbuf' | 'bad_room' | 'bad_privileges' | 'bad_key'
    | 'bad_expiry' | 'bad_leeway' | 'bad_time'
    | 'null_argument' | 'bad_length' | 'not_utf8' | 'buffer_too_small' | 'bad_struct' | 'bad_struct_size'
    | 'unsupported' | 'panic'
    /** A value has the wrong type, such as a number for a UserID. */
    | 'bad_type'
    /** The signer or verifier is closed. */
    | 'closed';

/** What is wrong with a token. */
export type Finding =
    | 'empty' | 'malformed' | 'wrong_key_kind' | 'sdkappid_mismatch' | 'userid_mismatch' | 'bad_signature' | 'expired'
    | 'validity_too_long' | 'userbuf_mismatch' | 'record_mismatch';

/** What is unusual in a token that the service accepts. */
export type Warning = 'number_as_text';

/** Thrown by every call that fails. No text in it contains a key. */
export class UserSigError extends Error {
    private constructor();
    readonly name: 'UserSigError';
    readonly code: ErrorCode;
    /** What is wrong, and what was expected. */
    readonly detail: string;
    /** What to do; may be empty. */
    readonly hint: string;
}

/** Unix seconds, or a `Date`. */
export type Time = number | Date;

/** A numeric room, 1 to 4294967294, or a string room, 1 to 64 bytes. */
export type Room = number | string;

/** What a user may do in a room, by name. What is left out is not allowed. */
export interface PrivilegeNames {
    createRoom?: boolean;
    enterRoom?: boolean;
    sendAudio?: boolean;
    receiveAudio?: boolean;
    sendVideo?: boolean;
    receiveVideo?: boolean;
    sendSubstream?: boolean;
    receiveSubstream?: boolean;
}

/** What a user may do in a room: bits from 0 to 255, or names. */
export type Privileges = number | PrivilegeNames;

/** Bytes, or a text in UTF-8. */
export interface UserbufContents {
    userbuf: Uint8Array | string;
}

/** A room, and what the user may do in it: a PrivateMapKey. */
export interface RoomContents {
    room: Room;
    privileges: Privileges;
}

/** What a token carries. */
export type Contents = UserbufContents | RoomContents;

export interface SignOptions {
    /** When the token is issued; now, if left out. */
    now?: Time;
    /** Which UserIDs are allowed: those of IM (the default), those of TRTC, or any without control characters. */
    userIdRule?: 'im' | 'trtc' | 'any';
    /** Without contents it is a plain UserSig. */
    contents?: Contents;
}

/** Signs tokens of one application. Frees its key when it is closed, or collected. */
export class Signer {
    /** Version 2.0: the secret key that the console shows. */
    constructor(sdkAppId: number, secretKey: string);
    /** Version 1.0: a private key in PEM. Only in Node. */
    static fromPrivateKey(sdkAppId: number, pem: string): Signer;
    /** Returns a token that is valid for `expire` seconds. */
    sign(userId: string, expire: number, options?: SignOptions): string;
    /** Wipes the key. */
    close(): void;
    [Symbol.dispose](): void;
}

/** What the caller expects of a token. */
export interface Expectation {
    /** The user who presents it. */
    userId: string;
    /** When it has to be valid; now, if left out. */
    now?: Time;
    /** How many seconds after its expiry it is still accepted: 0 to 86400. */
    leeway?: number;
    /** The longest validity that is accepted, in seconds. */
    maxValidity?: number;
    /** Any contents if left out; `'none'` for a plain UserSig. */
    contents?: 'none' | Contents;
}

export interface PrivateMapKey {
    readonly sdkAppId: number;
    /** The UserID in the record, with U+FFFD for what is not UTF-8. */
    readonly account: string;
    readonly room: Room;
    readonly privileges: number;
    readonly expiresAt: number;
}

/** The contents of a token. Numbers above 2^53 are rounded. */
export interface Token {
    readonly version: '2.0' | '1.0';
    /** The oldest form of version 1.0: a plain document. */
    readonly isPlain: boolean;
    readonly userId: string;
    /** 0 if `sdkAppIdText` is no SDKAppID. */
    readonly sdkAppId: number;
    readonly sdkAppIdText: string;
    /** Unix seconds. */
    readonly issuedAt: number;
    readonly expire: number;
    readonly expiresAt: number;
    /** The time of issue is a local date: it may be wrong by hours. */
    readonly isTimeApproximate: boolean;
    readonly userbuf: Uint8Array | null;
    readonly privateMapKey: PrivateMapKey | null;
    readonly warnings: Warning[];
}

/** A token that is valid. */
export interface Valid {
    readonly ok: true;
    readonly token: Token;
    readonly warnings: Warning[];
}

/** A token that is not valid. */
export interface Invalid {
    readonly ok: false;
    /** Everything that is wrong with it; the texts are about the first. */
    readonly findings: [Finding, ...Finding[]];
    /** The code that the service returns for it; null if it has none. */
    readonly serviceCode: number | null;
    readonly detail: string;
    readonly hint: string;
    readonly warnings: Warning[];
}

export type Verdict = Valid | Invalid;

/** Verifies tokens of one application. Frees its key when it is closed, or collected. */
export class Verifier {
    /** Version 2.0: the secret key that the console shows. */
    constructor(sdkAppId: number, secretKey: string);
    /** Version 1.0: a public key in PEM. Only in Node. */
    static fromPublicKey(sdkAppId: number, pem: string): Verifier;
    verify(token: string | Uint8Array, expectation: Expectation): Verdict;
    /** Wipes the key. */
    close(): void;
    [Symbol.dispose](): void;
}

/** Reads a token WITHOUT verifying it: anyone can write such a token. Throws if it cannot be read. */
export function inspectUnverified(token: string | Uint8Array): Token;

/** Returns for how many seconds a token is still valid, if it is genuine; 0 if it has expired. */
export function timeLeftUnverified(token: string | Uint8Array, now?: Time): number;
