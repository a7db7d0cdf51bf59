const { genTestUserSig } = require('../../debug/GenerateTestUserSig.js');
const { Verifier, timeLeftUnverified } = require('usersig');

Page({
    data: { verdict: '', userSig: '' },

    // The key comes with the event. It is not kept in `data`, in the storage or in a log.
    sign(event) {
        const { sdkAppId, secretKey, userId, validity } = event.detail.value;
        const app = Number(sdkAppId);
        const { userSig } = genTestUserSig({ SDKAPPID: app, SECRETKEY: secretKey, EXPIRETIME: Number(validity), userID: userId });
        clearInterval(this.countdown);
        if (userSig === '') {
            this.setData({ userSig, verdict: '未签发，原因见控制台 Not signed: the console says why' });
            return;
        }
        const verifier = new Verifier(app, secretKey);
        const result = verifier.verify(userSig, { userId });
        verifier.close();
        if (!result.ok) {
            this.setData({ userSig: '', verdict: `${result.findings.join(', ')}: ${result.detail}` });
            return;
        }
        const { expiresAt } = result.token;
        this.setData({ userSig, userId, verdict: '校验通过 Valid', expires: new Date(expiresAt * 1000).toLocaleString() });
        const count = () => this.setData({ left: timeLeftUnverified(userSig) });
        count();
        this.countdown = setInterval(count, 1000);
    },

    onUnload() {
        clearInterval(this.countdown);
    },
});
