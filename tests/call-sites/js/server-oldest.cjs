const { genUserSig, genPrivateMapKey, gen } = require('usersig/webrtc-sig-api');
const options = (userid) => ({ userid, sdkappid: Number(process.env.APP), accountType: 0, roomid: 10001, privateKey: process.env.PRIVATE_KEY });
exports.tokens = new Promise((resolve, reject) => {
    genUserSig(options('sybil'), (error, sybil) => error ? reject(error) : genPrivateMapKey(options('sam'), (error, sam) => error ? reject(error)
        : gen(options('sue'), (error, both) => error ? reject(error) : resolve({ sybil, sam, sue: both.userSig }))));
});
