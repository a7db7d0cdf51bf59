// As it comes: no application. A page that is loaded must not fail.
import { genTestUserSig, SDKAPPID, SDKSECRETKEY, EXPIRETIME } from './basic-info/basic-info-config.mjs';
import { genTestUserSig as filledIn } from './basic-info/filled-in.mjs';
export const lines = 1;
const empty = genTestUserSig('ken') === '' && SDKAPPID === 0 && SDKSECRETKEY === '' && EXPIRETIME === 604800;
export const tokens = { ken: empty ? filledIn('ken') : '' };
