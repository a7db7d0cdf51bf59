export interface LoginInfo {
  sdkAppId: number;
  userId: string;
  userSig: string;
  message: string;
}
