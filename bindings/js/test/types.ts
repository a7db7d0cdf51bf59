// Compiled by tsc with the resolutions node16 and bundler; never run.
import { Signer, Verifier, UserSigError, inspectUnverified, timeLeftUnverified, type Verdict, type ErrorCode } from 'usersig';
import { Verifier as Diagnosing, explain, type Note } from 'usersig/diagnose';
import { load } from 'usersig/wasm';
import LibGenerateTestUserSig from 'usersig/lib-generate-test-usersig';
import { genTestUserSig } from 'usersig/generate-test-usersig';
import { Api } from 'usersig/tls-sig-api-v2';
import { Sig } from 'usersig/tls-sig-api';
import { gen } from 'usersig/webrtc-sig-api';

const signer = new Signer(1400000000, 'key');
const token: string = signer.sign('xiaojun', 86400, { now: new Date(), contents: { room: 'lesson-7', privileges: { enterRoom: true } } });
const verdict: Verdict = new Verifier(1400000000, 'key').verify(token, { userId: 'xiaojun', contents: 'none' });
if (verdict.ok) {
    const until: number = verdict.token.expiresAt;
    void until;
    // @ts-expect-error A token that is valid has no finding.
    void verdict.findings;
} else {
    const finding: string = verdict.findings[0];
    void finding;
    // @ts-expect-error What was not verified has no token.
    void verdict.token;
}
// @ts-expect-error The SDKAppID is a number.
new Signer('1400000000', 'key');
// @ts-expect-error A room needs privileges.
signer.sign('xiaojun', 60, { contents: { room: 7 } });
// @ts-expect-error An expectation names the user.
new Verifier(1, 'key').verify(token, {});
// @ts-expect-error The validity is required.
new Api(1400000000, 'key').genUserSig('xiaojun');

const notes: Note[] = new Diagnosing(1400000000, 'key').diagnose(token, { userId: 'xiaojun' }, 'key').notes;
void notes;
// @ts-expect-error Diagnosis has an entry of its own.
void new Verifier(1, 'key').diagnose;
try {
    explain(70001);
} catch (error) {
    if (error instanceof UserSigError) {
        const code: ErrorCode = error.code;
        void code;
    }
}
void [inspectUnverified(token).privateMapKey?.room, timeLeftUnverified(token), genTestUserSig('a', 1, 'k').userSig];
void new LibGenerateTestUserSig(1, 'k', 60).genTestUserSig('a');
void load().then((usersig) => new usersig.Signer(1, 'k'));
void new Sig({ sdk_appid: 1, private_key_string: '' });
gen({ userid: 'a', sdkappid: 1, roomid: 7, privateKey: '' }, (error, result) => void [error, result?.userSig]);
