// Takes a token apart, one layer after the other, to show how it is made. Nothing here decides anything: whether a token is
// valid is what the engine says.

// The fields of the document, in the order in which 2.0 signs them.
export const SIGNED = ['TLS.identifier', 'TLS.sdkappid', 'TLS.time', 'TLS.expire', 'TLS.userbuf'];

// The privileges of a record, from the lowest bit on: the names that the page shows, and those of the package.
export const PRIVILEGES = {
    create: 'createRoom', enter: 'enterRoom', 'audio-send': 'sendAudio', 'audio-receive': 'receiveAudio',
    'video-send': 'sendVideo', 'video-receive': 'receiveVideo', 'substream-send': 'sendSubstream', 'substream-receive': 'receiveSubstream',
};

const FIELD = /"(TLS\.[\w]+)"(\s*:\s*)("(?:[^"\\]|\\.)*"|[^,}\s]+)/g;

// Returns the bytes of a text in base64, of the alphabet of UserSig or of the standard one.
export function bytesOf(text) {
    const standard = text.replace(/\*/g, '+').replace(/-/g, '/').replace(/_/g, '=');
    return Uint8Array.from(atob(standard), (char) => char.charCodeAt(0));
}

// Returns bytes as base64 with the alphabet of UserSig.
export function textOf(bytes) {
    let chars = '';
    for (const byte of bytes) chars += String.fromCharCode(byte);
    return btoa(chars).replace(/\+/g, '*').replace(/\//g, '-').replace(/=/g, '_');
}

async function through(stream, bytes) {
    const writer = stream.writable.getWriter();
    // What the stream rejects is an error of the reading end too.
    writer.write(bytes).catch(() => {});
    writer.close().catch(() => {});
    return new Uint8Array(await new Response(stream.readable).arrayBuffer());
}
export const inflate = (bytes) => through(new DecompressionStream('deflate'), bytes);
export const deflate = (bytes) => through(new CompressionStream('deflate'), bytes);

// Returns the parts of a text in which some have names: [{ text, part? }].
export function parts(text, ranges) {
    const found = [];
    let at = 0;
    for (const { from, to, part } of [...ranges].sort((a, b) => a.from - b.from)) {
        if (from < at) continue;
        if (from > at) found.push({ text: text.slice(at, from) });
        found.push({ text: text.slice(from, to), part });
        at = to;
    }
    if (at < text.length) found.push({ text: text.slice(at) });
    return found;
}

// Returns the fields of a document with their places in its text: [{ name, text, value, from, to }].
export function fieldsOf(json) {
    return [...json.matchAll(FIELD)].map((match) => {
        let value = match[3];
        try {
            value = String(JSON.parse(value));
        } catch {
            // As it is written: the engine says what is wrong with it.
        }
        return { name: match[1], text: match[3], value, from: match.index, to: match.index + match[0].length };
    });
}

// Returns the text whose MAC is the signature of a 2.0 token: a line for each field.
export function signedLines(fields) {
    const values = new Map(fields.map(({ name, value }) => [name, value]));
    return SIGNED.filter((name) => values.has(name)).map((name) => ({ part: name, text: `${name}:${values.get(name)}\n` }));
}

// Returns a MAC in base64, as TLS.sig has it. The key is in no object that could be read again.
export async function macOf(key, lines) {
    const encoder = new TextEncoder();
    const mac = await crypto.subtle.importKey('raw', encoder.encode(key), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    const bytes = await crypto.subtle.sign('HMAC', mac, encoder.encode(lines.map(({ text }) => text).join('')));
    return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}

// Returns the fields of a PrivateMapKey record with their bytes: [{ name, bytes, value }]; what is left over has no name. An
// empty list if it is none.
export function recordOf(bytes) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const found = [];
    let at = 0;
    const take = (name, length, value) => {
        if (at + length > bytes.length) throw new RangeError('the record is too short');
        found.push({ name, bytes: bytes.subarray(at, at + length), value: value(at, length) });
        at += length;
        return found[found.length - 1].value;
    };
    const u8 = (from) => view.getUint8(from), u16 = (from) => view.getUint16(from), u32 = (from) => view.getUint32(from);
    const text = (from, length) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(from, from + length));
    try {
        const version = take('version', 1, u8);
        if (version > 1) return [];
        take('account', take('accountLength', 2, u16), text);
        for (const name of ['sdkappid', 'room', 'expiry', 'privileges', 'accountType']) take(name, 4, u32);
        if (version === 1) take('roomName', take('roomNameLength', 2, u16), text);
    } catch {
        return [];
    }
    if (at < bytes.length) found.push({ bytes: bytes.subarray(at), value: '' });
    return found;
}

// Returns the layers of a token: what can be read of them. `unread` names the first that cannot.
export async function layersOf(token) {
    const layers = { token };
    try {
        layers.bytes = bytesOf(token);
    } catch {
        return { ...layers, unread: 'base64' };
    }
    try {
        layers.json = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await inflate(layers.bytes));
    } catch {
        return { ...layers, unread: 'zlib' };
    }
    layers.fields = fieldsOf(layers.json);
    if (!layers.fields.length) return { ...layers, unread: 'json' };
    const field = (name) => layers.fields.find((one) => one.name === name);
    layers.version2 = field('TLS.ver')?.value === '2.0';
    if (layers.version2) layers.lines = signedLines(layers.fields);
    try {
        const userbuf = field('TLS.userbuf');
        if (userbuf) layers.record = recordOf(bytesOf(userbuf.value));
    } catch {
        // A userbuf that is no base64 has no record.
    }
    return layers;
}

// Returns the same token with a signature of zeros: it shows the mistake, and nobody can log in with it.
export async function withoutSignature(layers) {
    const signature = layers.fields.find(({ name }) => name === 'TLS.sig');
    if (!signature) return null;
    const start = signature.to - signature.text.length;
    const zeros = signature.value.replace(/[^=]/g, 'A');
    const json = `${layers.json.slice(0, start)}"${zeros}"${layers.json.slice(signature.to)}`;
    return textOf(await deflate(new TextEncoder().encode(json)));
}
