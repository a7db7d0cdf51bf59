// Every text of the page, as [English, Chinese]. The texts about a token come from the engine, in both languages.

const TEXTS = {
    skip: ['Skip to the content', '跳到正文'],
    promise: [
        'Checks and signs UserSig tokens on this page. Nothing is sent, nothing is stored: the page is one file without a network, and its policy forbids every request. Turn the network off: it still works.',
        '在本页校验和签发 UserSig。不发送任何内容，也不保存任何内容：本页只有一个文件，不需要网络，其安全策略禁止一切请求。断开网络，照样可用。',
    ],
    otherLanguage: ['中文', 'English'],
    share: ['Copy a link to this case', '复制此问题的链接'],
    shareToken: ['The link has the token without its signature.', '链接中的票据不含签名。'],
    whole: ['with the signature', '包含签名'],
    shareWhole: ['The link has the whole token: whoever has it can log in until it expires.', '链接中是完整的票据：在过期前，拿到链接的人都可以登录。'],
    sharePlain: ['The link has no token and no key.', '链接中没有票据，也没有密钥。'],
    copied: ['Copied', '已复制'],
    copyFailed: ['The browser did not allow it. Copy this yourself:', '浏览器不允许复制，请自行复制：'],
    app: ['Your application', '您的应用'],
    key: ['Secret key', '密钥（SecretKey）'],
    show: ['Show', '显示'],
    hide: ['Hide', '隐藏'],
    forget: ['Forget', '清除'],
    demo: ['Demo application', '示例应用'],
    keyHelp: [
        'Only in the memory of this page; forgotten after 10 minutes without input. Whoever has it can log in as any of your users.',
        '只保存在本页内存中；10 分钟没有输入即清除。持有密钥的人可以冒充您的任何用户登录。',
    ],
    unusualKey: ['Not the usual form of a secret key: 64 characters of 0-9 and a-f, without quotes or spaces.', '不是密钥的常见形式：64 个 0-9、a-f 字符，不带引号和空格。'],
    forgotten: ['The key was forgotten.', '密钥已清除。'],
    tabs: ['What to do', '功能'],
    check: ['Check', '校验'],
    sign: ['Sign', '签发'],
    codes: ['Codes', '错误码'],
    pasted: ['UserSig, or anything that contains one', 'UserSig，或包含它的任何内容'],
    pastedHelp: [
        'A token, a URL, JSON, a line of a log, a cookie: what it is, and what is wrong with it, is found as you type.',
        '票据、URL、JSON、一行日志、cookie 均可：边输入边识别内容和问题。',
    ],
    expectedUser: ['UserID that logs in', '登录所用的 UserID'],
    seenCode: ['Code that you saw (optional)', '看到的错误码（可选）'],
    empty: ['Paste a token to see what is in it.', '粘贴票据即可查看其内容。'],
    valid: ['✓ Valid', '✓ 有效'],
    validFor: ['✓ Valid for {user}', '✓ 对 {user} 有效'],
    ownUser: [
        'The UserID was taken from the token. Enter the one that logs in to compare them.',
        '使用的是票据中的 UserID。请填写登录所用的 UserID 以作比较。',
    ],
    invalid: ['✗ Not valid', '✗ 无效'],
    unreadable: ['✗ Cannot be read as a UserSig', '✗ 无法作为 UserSig 读取'],
    unverified: [
        '? Readable, but not verified: enter the SDKAppID and the secret key',
        '？可以读取，但未校验：请填写 SDKAppID 和密钥',
    ],
    versionOne: [
        '? Version 1.0: this page reads it, but does not verify it. The command line and the server packages do.',
        '？1.0 版：本页可以读取，但不能校验。命令行和服务端软件包可以校验。',
    ],
    badInput: ['✗ Not checked: {detail}', '✗ 未校验：{detail}'],
    finding: ['finding', '问题'],
    cause: ['cause', '原因'],
    warning: ['warning', '警告'],
    code: ['code', '错误码'],
    serviceCode: ['service code {code}', '服务端错误码 {code}'],
    fix: ['What to do', '处理办法'],
    facts: ['What the token says', '票据内容'],
    field: ['Field', '字段'],
    value: ['Value', '值'],
    meaning: ['Meaning', '含义'],
    'TLS.ver': ['version of the format', '格式版本'],
    'TLS.identifier': ['the UserID that may log in', '可以登录的 UserID'],
    'TLS.sdkappid': ['the application', '应用'],
    'TLS.time': ['when it was issued, in seconds since 1970 (UTC)', '签发时间，自 1970 年起的秒数（UTC）'],
    'TLS.expire': ['how long it is valid from then on, in seconds', '自签发起的有效时长，单位为秒'],
    'TLS.userbuf': ['further bytes that are signed, in base64', '一并签名的附加字节，base64'],
    'TLS.sig': ['the signature, in base64', '签名，base64'],
    otherField: ['not signed in version 2.0', '2.0 版不对其签名'],
    expires: ['Expires', '过期'],
    issued: ['Issued', '签发'],
    left: ['{time} left', '还剩 {time}'],
    past: ['since {time}', '已过期 {time}'],
    clock: ['This device’s clock', '本机时钟'],
    clockAhead: [
        'the token was issued {time} in the future of this clock: one of the two clocks is wrong',
        '票据的签发时间比本机时钟晚 {time}：两个时钟之一有误',
    ],
    clockFine: ['the token was issued {time} ago', '票据签发于 {time} 之前'],
    local: ['local', '本地'],
    layers: ['Layer by layer', '逐层查看'],
    layerToken: ['1. The token: base64 with * - _ in place of + / =', '1. 票据：base64，以 * - _ 代替 + / ='],
    layerBytes: ['2. Its bytes: zlib (header, compressed text, checksum)', '2. 字节：zlib（头部、压缩文本、校验和）'],
    layerJson: ['3. What was compressed: a JSON document', '3. 解压后：JSON 文档'],
    layerLines: ['4. What is signed: these lines, each with its line end', '4. 被签名的内容：以下各行，每行以换行符结尾'],
    layerMac: ['5. The signature: HMAC-SHA256 of these lines with the secret key', '5. 签名：以密钥对上述各行计算 HMAC-SHA256'],
    macInToken: ['in the token', '票据中'],
    macComputed: ['with your key', '用您的密钥计算'],
    macSame: ['✓ the same', '✓ 相同'],
    macDifferent: ['✗ different', '✗ 不同'],
    macNoKey: ['enter the secret key to compute it', '填写密钥即可计算'],
    unreadLayer: ['It can be read no further.', '无法继续读取。'],
    record: ['PrivateMapKey: the record in TLS.userbuf, byte by byte', 'PrivateMapKey：TLS.userbuf 中的记录，逐字节'],
    bytes: ['Bytes', '字节'],
    version: ['version: 1 has a room with a name', '版本：1 表示房间为字符串'],
    accountLength: ['length of the UserID', 'UserID 的长度'],
    account: ['UserID', 'UserID'],
    sdkappid: ['SDKAppID', 'SDKAppID'],
    roomNumber: ['room (number)', '房间（数字）'],
    expiry: ['when the permission ends', '权限到期时间'],
    accountType: ['account type, always 0', '账号类型，恒为 0'],
    roomNameLength: ['length of the room’s name', '房间名的长度'],
    roomNameText: ['room (name)', '房间（字符串）'],
    leftOver: ['left over', '多余'],
    privileges: ['Privileges', '权限'],
    create: ['create the room', '创建房间'],
    enter: ['enter the room', '进入房间'],
    'audio-send': ['send audio', '发送音频'],
    'audio-receive': ['receive audio', '接收音频'],
    'video-send': ['send video', '发送视频'],
    'video-receive': ['receive video', '接收视频'],
    'substream-send': ['send the sub-stream (screen)', '发送辅流（屏幕）'],
    'substream-receive': ['receive the sub-stream', '接收辅流'],
    compare: ['Compare with another token', '与另一个票据比较'],
    other: ['The other token', '另一个票据'],
    first: ['First', '第一个'],
    second: ['Second', '第二个'],
    same: ['same', '相同'],
    different: ['different', '不同'],
    missing: ['none', '无'],
    danger: [
        'For development. In production your server signs. A token is a password until it expires: do not send it to anyone.',
        '仅供开发使用。正式环境请由服务端签发。票据在过期前等同于密码：请勿发给任何人。',
    ],
    users: ['UserID, or one on each line', 'UserID，每行一个'],
    usersHelp: ['At most 32 bytes each; spaces count.', '每个最多 32 字节；空格也算在内。'],
    file: ['or from a CSV file (its column “userid”, else the first)', '或来自 CSV 文件（“userid” 列，否则第一列）'],
    expire: ['Valid for, in seconds', '有效时长（秒）'],
    preset: ['Usual validities', '常用有效时长'],
    hour: ['1 hour', '1 小时'],
    day: ['1 day', '1 天'],
    week: ['7 days', '7 天'],
    halfYear: ['180 days', '180 天'],
    custom: ['another', '其他'],
    contents: ['What else is signed', '一并签名的内容'],
    none: ['nothing: a UserSig', '无：普通 UserSig'],
    room: ['PrivateMapKey, room number', 'PrivateMapKey，数字房间'],
    roomName: ['PrivateMapKey, room name', 'PrivateMapKey，字符串房间'],
    userbuf: ['userbuf (text)', 'userbuf（文本）'],
    doSign: ['Sign', '签发'],
    stop: ['Stop', '停止'],
    progress: ['Progress', '进度'],
    noUsers: ['Enter a UserID.', '请填写 UserID。'],
    noKey: ['Enter the SDKAppID and the secret key, or take the demo application.', '请填写 SDKAppID 和密钥，或使用示例应用。'],
    working: ['{done} of {all}', '{done} / {all}'],
    made: ['{count} signed', '已签发 {count} 个'],
    rejectedCount: ['{count} rejected', '{count} 个被拒绝'],
    stopped: ['stopped', '已停止'],
    rejectedLine: ['line {line}: {detail}. {hint}', '第 {line} 行：{detail}。{hint}'],
    more: ['and {count} more', '另有 {count} 个'],
    yourToken: ['UserSig for {user}, until {time}', '{user} 的 UserSig，有效期至 {time}'],
    copy: ['Copy', '复制'],
    checkThis: ['Check it', '校验它'],
    qr: ['QR code', '二维码'],
    qrOf: ['QR code of the token', '票据的二维码'],
    downloadCsv: ['CSV', 'CSV'],
    downloadJsonl: ['JSON Lines', 'JSON Lines'],
    downloadDemo: ['Demo configuration (JSON)', '演示配置（JSON）'],
    server: ['Do this on your server', '请在您的服务端这样做'],
    serverLanguage: ['Language', '语言'],
    search: ['Code, name or words', '错误码、名称或关键词'],
    foundCount: ['Found: {count}', '找到：{count}'],
    nothingFound: ['No code has this. The service may still use it.', '没有匹配的错误码；服务端仍可能使用它。'],
    advice: ['What to do', '处理办法'],
    layer: ['Where', '来源'],
    footer: [
        'A tool for developers. It knows no account, counts nothing and asks nobody.',
        '面向开发者的工具。不需要账号，不做统计，不请求任何人。',
    ],
};

let language = 'en';

export const currentLanguage = () => language;
export const setLanguage = (wanted) => { language = wanted === 'zh' ? 'zh' : 'en'; };
export const languages = () => Object.keys(TEXTS).map((name) => [name, ...TEXTS[name]]);

// Returns a text, with `{name}` replaced.
export function t(name, values = {}) {
    const pair = TEXTS[name];
    if (!pair) throw new Error(`no text ${name}`);
    return pair[language === 'zh' ? 1 : 0].replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

// Returns a text of the engine in the language of the page: what has no Chinese stays English.
export const said = (note, field) => (language === 'zh' && note[`${field}Zh`]) || note[field];

// Returns what is wrong, and what to do.
export const failure = (error) => `${error.message}${error.hint ? `. ${error.hint}` : ''}`;

// Puts the texts into the elements that name one.
export function translate(root) {
    for (const element of root.querySelectorAll('[data-text]')) element.textContent = t(element.dataset.text);
    for (const element of root.querySelectorAll('[data-label]')) element.setAttribute('aria-label', t(element.dataset.label));
    root.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

const UNITS = [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];

// Returns a length of time in its two largest units.
export function duration(seconds) {
    const found = [];
    let rest = Math.abs(Math.trunc(seconds));
    for (const [unit, length] of UNITS) {
        const count = Math.floor(rest / length);
        rest -= count * length;
        if (count || (unit === 'second' && !found.length)) {
            found.push(new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count));
        }
        if (found.length === 2) break;
    }
    return found.join(' ');
}

// Returns a time as people read it, local and UTC; the number alone if it is none that a calendar has.
export function moment(seconds) {
    const date = new Date(seconds * 1000);
    if (Number.isNaN(date.getTime())) return String(seconds);
    const local = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(date);
    return `${local} (${t('local')}), ${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
