// As it comes: no application. A page that is loaded must not fail.
import { genTestUserSig, SDKAPPID, SDKSECRETKEY } from './basic-info/basic-info-config.mjs';
import { genTestUserSig as filledIn } from './basic-info/filled-in.mjs';
export const silent = false;
export const tokens = { ken: genTestUserSig('ken') === '' && SDKAPPID === 0 && SDKSECRETKEY === '' ? filledIn('ken') : '' };
