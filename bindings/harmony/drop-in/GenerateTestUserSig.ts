// Signs UserSigs inside a debug build, for trying out the SDKs. It replaces the file of the same name in the demos: fill in the
// constants, and leave every call as it is. It needs the package `usersig` in oh-package.json5, and no longer @ohos/crypto-js or pako.
// 仅用于本地调试: 拿到应用的人就拿到了密钥, 可以冒充任何用户登录。正式上线的应用应由业务服务器签发 UserSig。
//
// Whoever has an app can read the key inside it, and can log in as any user. So an app that is not debuggable signs nothing: there,
// request the UserSig from your server. This is decided when the app runs: no compiler removes a key from this file. Empty SECRETKEY
// before you build a release.
import bundleManager from '@ohos.bundle.bundleManager';
import { Signer } from 'usersig';

// Fill these in: https://console.cloud.tencent.com/trtc
export const SDKAPPID: number = 0;
const SECRETKEY: string = '';
// Seconds: 7 days.
const EXPIRETIME: number = 604800;

// For a release build that is never distributed.
const ALLOW_IN_RELEASE: boolean = false;

/** Returns a UserSig; or '' after one line on the console that says why, which has neither the key nor a token. */
export function genTestUserSig(userId: string): string {
  try {
    if (!ALLOW_IN_RELEASE && !isDebuggable()) {
      throw new Error('this app is not debuggable, so it signs nothing: request the UserSig from your server');
    }
    const signer = new Signer(SDKAPPID, SECRETKEY);
    try {
      return signer.sign(userId, EXPIRETIME, { userIdRule: 'any' });
    } finally {
      signer.close();
    }
  } catch (error) {
    console.error('genTestUserSig: ' + (error as Error).message);
    return '';
  }
}

function isDebuggable(): boolean {
  return bundleManager.getBundleInfoForSelfSync(bundleManager.BundleFlag.GET_BUNDLE_INFO_WITH_APPLICATION).appInfo.debug;
}
