/** The class of npm's `tls-sig-api-v2`. Throws a UserSigError for what cannot be signed. */
export class Api {
    constructor(sdkappid: number | string, key: string);
    sdkappid: number | string;
    key: string;
    genSig(userid: string | number, expire: number | string, userBuf?: Uint8Array | string | null): string;
    genSigWithUserbuf(userid: string | number, expire: number | string, userBuf?: Uint8Array | string | null): string;
    genUserSig(userid: string | number, expire: number | string): string;
    genPrivateMapKey(userid: string | number, expire: number | string, roomid: number | string, privilegeMap: number | string): string;
    genPrivateMapKeyWithStringRoomID(userid: string | number, expire: number | string, roomstr: string | number, privilegeMap: number | string): string;
}
declare const classes: { Api: typeof Api };
export default classes;
