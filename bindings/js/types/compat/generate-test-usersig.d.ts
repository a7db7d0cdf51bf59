export interface TestUserSig {
    SDKAppID: number;
    sdkAppID: number;
    sdkAppId: number;
    sdkappid: number;
    userID: string;
    userId: string;
    userSig: string;
}
export const EXPIRETIME: number;
/** Accepts every spelling that the demos use: SDKAppID, sdkAppId, …; secretKey, SecretKey, …; userID, userId, …; expireTime. */
export function genTestUserSig(options: { [name: string]: unknown }): TestUserSig;
export function genTestUserSig(userID: string, sdkAppID: number, secretKey: string): TestUserSig;
export default genTestUserSig;
