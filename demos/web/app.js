// Asks a server for a UserSig, or signs one, and shows what is in it. The secret key is in its field, and in a signer or
// verifier that is closed at once: it is not stored, sent or logged.
'use strict';

const chinese = /^zh\b/i.test(navigator.language);
const say = (english, inChinese) => chinese ? inChinese : english;
const field = (id) => document.getElementById(id);

// What the screen says about a token. `state` is a class of style.css; the text alone says the same.
function report(state, text) {
    field('verdict').className = state;
    field('verdict').textContent = text;
}

// The texts of an error or a verdict: what is wrong, and what to do.
function reasons({ detail, hint }) {
    return `${detail}.` + (hint && `\n${say('What to do', '处理办法')}: ${hint}.`);
}

function sign() {
    const signer = new UserSig.Signer(Number(field('app').value), field('key').value);
    try {
        return signer.sign(field('user').value, Number(field('expire').value), { userIdRule: 'any' });
    } finally {
        signer.close();
    }
}

function verify(token, userId) {
    const verifier = new UserSig.Verifier(Number(field('app').value), field('key').value);
    try {
        return verifier.verify(token, { userId });
    } finally {
        verifier.close();
    }
}

// Logs in and returns the UserSig of that user, from the server of demos/server or one like it.
async function fetchFromServer() {
    const body = new URLSearchParams({ user: field('login').value, password: field('password').value });
    const login = await fetch('login', { method: 'POST', body });
    if (login.status === 401) throw new Error(say('The user or the password is wrong.', '用户名或密码不正确。'));
    if (login.status === 429) {
        const seconds = login.headers.get('Retry-After');
        throw new Error(say(`Too many attempts: wait ${seconds} seconds.`, `尝试次数过多，请等待 ${seconds} 秒。`));
    }
    const response = login.ok ? await fetch('usersig') : login;
    if (!response.ok) {
        throw new Error(say(`The server returned ${response.status}: see the README.`, `服务端返回 ${response.status}，请看 README。`));
    }
    field('password').value = '';
    return response.json();
}

function time(seconds) {
    const date = new Date(seconds * 1000);
    return isNaN(date) ? String(seconds) : date.toLocaleString(navigator.language);
}

function timeLeft(token) {
    const left = UserSig.timeLeftUnverified(token);
    if (left === 0) return say('expired', '已过期');
    const [hours, minutes, seconds] = [left / 3600 % 24, left / 60 % 60, left % 60].map((n) => String(Math.floor(n)).padStart(2, '0'));
    return `${Math.floor(left / 86400)} ${say('d', '天')} ${hours}:${minutes}:${seconds}`;
}

let countdown;

// Shows the contents of a token, and counts down to its end.
function list(token, contents) {
    const { privateMapKey, userbuf, warnings } = contents;
    const rows = [
        ['UserID', contents.userId],
        ['SDKAppID', contents.sdkAppIdText],
        [say('Version', '版本'), contents.version],
        [say('Issued', '签发时间'), time(contents.issuedAt)],
        [say('Expires', '过期时间'), time(contents.expiresAt)],
    ];
    if (privateMapKey) rows.push([say('Room, privileges', '房间、权限'), `${privateMapKey.room}, ${privateMapKey.privileges}`]);
    else if (userbuf) rows.push(['userbuf', say(`${userbuf.length} bytes`, `${userbuf.length} 字节`)]);
    if (warnings.length) rows.push([say('Unusual', '异常之处'), warnings.join(', ')]);
    rows.push([say('Time left', '剩余时间'), timeLeft(token)]);
    field('contents').replaceChildren(...rows.flatMap(([name, value]) => {
        const [dt, dd] = [document.createElement('dt'), document.createElement('dd')];
        dt.textContent = name;
        dd.textContent = value;
        return [dt, dd];
    }));
    field('contents').hidden = false;
    const left = field('contents').lastChild;
    left.setAttribute('role', 'timer');
    countdown = setInterval(() => { left.textContent = timeLeft(token); }, 1000);
}

// Shows the token in the field: its contents, and the verdict if there is a key.
function show() {
    // A token that was copied may have line breaks around it.
    const token = field('token').value.trim(), userId = field('user').value;
    clearInterval(countdown);
    field('contents').hidden = true;
    if (field('key').value) {
        const result = verify(token, userId);
        if (result.ok) {
            report('valid', say(`Valid for ${userId}.`, `校验通过，用户为 ${userId}。`));
        } else {
            const names = [result.serviceCode, ...result.findings].filter(Boolean).join(', ');
            report('invalid', `${say('Rejected', '校验不通过')}: ${names}\n${reasons(result)}`);
            if (result.findings.includes('malformed')) return;
        }
    } else {
        report('', say('Not verified: that needs the secret key. Anyone can write such a token.', '未校验：校验需要密钥。这样的票据任何人都能写出来。'));
    }
    list(token, UserSig.inspectUnverified(token));
}

// Runs `action` when a form is submitted, which then is not sent.
function on(id, action) {
    field(id).addEventListener('submit', async (event) => {
        event.preventDefault();
        try {
            await action();
            show();
        } catch (error) {
            clearInterval(countdown);
            field('contents').hidden = true;
            report('invalid', error instanceof UserSig.UserSigError ? reasons(error) : error.message);
        }
    });
}

if (chinese) {
    document.documentElement.lang = 'zh-CN';
    for (const element of document.querySelectorAll('[data-zh]')) element.textContent = element.dataset.zh;
}
if (location.protocol === 'file:') {
    field('server-fields').disabled = true;
    field('server-note').textContent = say('A page that was opened as a file has no server: see the README.', '直接打开的网页文件没有服务端，请看 README。');
}
if (typeof UserSig === 'undefined') {
    report('invalid', say('usersig.global.js is missing: see the README.', '缺少 usersig.global.js，请看 README。'));
} else {
    on('server', async () => {
        const { sdkAppId, userId, userSig } = await fetchFromServer();
        field('app').value = sdkAppId;
        field('user').value = userId;
        field('token').value = userSig;
    });
    on('page', () => { field('token').value = sign(); });
    on('check', () => {});
}
// A browser that keeps the page, to come back to it, keeps no key.
addEventListener('pagehide', () => { for (const form of document.forms) form.reset(); });
