import { getBasicInfo } from './room/basic-info-config.mjs';
import { getBasicInfo as filledIn } from './room/filled-in.mjs';
export const silent = false;
const { userId, userSig } = filledIn();
export const tokens = { [userId]: getBasicInfo() === undefined ? userSig : '' };
