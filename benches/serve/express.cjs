// The server that the documents tell people to write: Express, the official package, and a JWT that says who asks.
//   PORT=… WORKERS=… KEY_FILE=… node express.cjs    (jwt.pem, issuer and audience as in scripts/bench-serve)
'use strict';
const cluster = require('cluster');
const { createPublicKey } = require('crypto');
const { readFileSync } = require('fs');
const express = require('express');
const jwt = require('jsonwebtoken');
const { Api } = require('tls-sig-api-v2');

const SDK_APP_ID = 1400000000;
const VALIDITY = 86400;

function serve() {
    // Read once: a key given as text would be parsed for every request.
    const publicKey = createPublicKey(readFileSync(process.env.JWT_KEY));
    const algorithms = [process.env.ALGORITHM];
    const api = new Api(SDK_APP_ID, readFileSync(process.env.KEY_FILE, 'utf8').trim());
    const app = express();
    app.disable('x-powered-by').disable('etag');
    app.use(express.json({ limit: '16kb' }));
    app.post('/v1/usersig', (request, response) => {
        let user;
        try {
            const token = (request.headers.authorization || '').replace(/^Bearer /, '');
            user = jwt.verify(token, publicKey, { algorithms, issuer: 'https://bench', audience: 'usersig' }).sub;
        } catch {
            response.status(401).json({ kind: 'unauthenticated' });
            return;
        }
        const now = Math.floor(Date.now() / 1000);
        response.set('Cache-Control', 'no-store').json({
            user_sig: api.genUserSig(user, VALIDITY), sdk_app_id: SDK_APP_ID, user_id: user,
            expires_at: now + VALIDITY, refresh_after: now + (VALIDITY / 5) * 4,
        });
    });
    app.listen(Number(process.env.PORT), '127.0.0.1');
}

const workers = Number(process.env.WORKERS);
if (workers > 1 && cluster.isPrimary) {
    for (let i = 0; i < workers; i++) cluster.fork();
    // Ended by the script: its workers end with it.
    process.on('SIGTERM', () => { for (const worker of Object.values(cluster.workers)) worker.process.kill(); process.exit(); });
} else {
    serve();
}
