import { Signer, Verifier } from 'usersig';

const key = process.env.USERSIG_SECRET_KEY;
const token = new Signer(1400000000, key).sign('xiaojun', 7 * 86400);
const verifier = new Verifier(1400000000, key);
const verdict = (userId) => `${userId}: ${verifier.verify(token, { userId }).ok ? 'valid' : 'rejected'}`;
console.log(`${verdict('xiaojun')}, ${verdict('mallory')}`);
