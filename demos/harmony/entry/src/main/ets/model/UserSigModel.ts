// What the page shows, without the page.
import { inspectUnverified, timeLeftUnverified } from 'usersig';
import { genTestUserSig } from '../debug/GenerateTestUserSig';

export interface Signed {
  /** Empty if nothing was signed. */
  userSig: string;
  /** What to show about it. */
  message: string;
}

/** Signs for a user. */
export function sign(userId: string): Signed {
  const userSig: string = genTestUserSig(userId);
  if (userSig === '') {
    return { userSig: userSig, message: '未签发，原因见日志\nNot signed: the log says why' };
  }
  const expiresAt: number = inspectUnverified(userSig).expiresAt;
  return { userSig: userSig, message: '过期时间 Expires: ' + new Date(expiresAt * 1000).toLocaleString() };
}

/** Returns how long a token is still valid, such as `6 d 23:59:59`. */
export function remaining(userSig: string): string {
  const left: number = timeLeftUnverified(userSig);
  if (left === 0) {
    return '已过期 Expired';
  }
  const days: number = Math.floor(left / 86400);
  const parts: string[] = [left / 3600 % 24, left / 60 % 60, left % 60].map((part: number) => ('0' + Math.floor(part)).slice(-2));
  return days + ' d ' + parts.join(':');
}
