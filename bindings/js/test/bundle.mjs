// Built into one file by esbuild for a browser, and run: a page that imports the package.
import { Signer, Verifier, timeLeftUnverified } from 'usersig';

const KEY = '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e';
const token = new Signer(1400000000, KEY).sign('xiaojun', 3600);
const { ok } = new Verifier(1400000000, KEY).verify(token, { userId: 'xiaojun' });
globalThis.result = ok && timeLeftUnverified(token) > 3590;
