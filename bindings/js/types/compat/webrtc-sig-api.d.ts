export interface WebRTCOptions {
    userid: string;
    sdkappid: number | string;
    accountType?: number | string;
    roomid?: number | string;
    /** A private key in PEM. */
    privateKey: string;
}
export function genUserSig(options: WebRTCOptions, callback: (error: Error | null, userSig?: string) => void): void;
export function genPrivateMapKey(options: WebRTCOptions, callback: (error: Error | null, privateMapKey?: string) => void): void;
export function gen(options: WebRTCOptions, callback: (error: Error | null, result?: { privateMapKey: string; userSig: string }) => void): void;
