/** For demos only. Never throws: what cannot be signed is '' and a line on the console. */
export default class LibGenerateTestUserSig {
    constructor(sdkAppId: number, secretKey: string, expireTime: number);
    SDKAPPID: number;
    PRIVATEKEY: string;
    EXPIRETIME: number;
    genTestUserSig(userId: string): string;
    genSigWithUserbuf(userId: string, expire: number, userbuf: Uint8Array | string | null): string;
}
