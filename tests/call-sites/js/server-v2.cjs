const TLSSigAPIv2 = require('tls-sig-api-v2');
const app = Number(process.env.APP), key = process.env.KEY;
exports.tokens = { quentin: new TLSSigAPIv2.Api(app, key).genSig('quentin', 86400 * 180) };
