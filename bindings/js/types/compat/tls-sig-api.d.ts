export interface SigConfig {
    sdk_appid: number | string;
    expire_after?: number | string;
    /** Path of a file. */
    private_key?: string;
    /** Path of a file. */
    public_key?: string;
    private_key_string?: string;
    public_key_string?: string;
}

/** The class of npm's `tls-sig-api` (version 1.0). */
export class Sig {
    constructor(config: SigConfig);
    setAppid(appid: number | string): void;
    setPrivateKey(privateKey: string): void;
    setPublicKey(publicKey: string): void;
    genSig(identifier: string | number): string;
    genSigWithUserbuf(identifier: string | number, userbuf: Uint8Array | string): string;
    verifySig(sig: string, identifier: string): boolean;
    verifySigWithUserbuf(sig: string, identifier: string): string | false;
}
declare const classes: { Sig: typeof Sig };
export default classes;
