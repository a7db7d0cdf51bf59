// Signs for one UserID or for many.
import qrcode from 'qrcode-generator';
import { Signer } from 'usersig';
import SNIPPETS from 'usersig-snippets';
import { hasApp, onForget, sdkAppId, secretKey } from './app.mjs';
import { FILES, signAll, userIdsOfCsv, userIdsOfList } from './batch.mjs';
import { byId, copy, download, el, fill } from './dom.mjs';
import { PRIVILEGES } from './layers.mjs';
import { failure, moment, t } from './text.mjs';

const PRESETS = { hour: 3600, day: 86400, week: 604800, halfYear: 15552000 };
const REJECTED_SHOWN = 20;
const SIGNS_AT_ONCE = 20;

let stopped = false;
// Each order has a number: one that was forgotten, or replaced by the next, signs no more and shows nothing.
let latest = 0;
// Tokens that were made stay until the next are, or the key is forgotten.
let made = null;

// Returns the number that was typed; what is none is NaN, which the library rejects in its own words.
const number = (text) => (/^\d+$/.test(text.trim()) ? Number(text) : NaN);

function contents() {
    const kind = byId('contents').value, inside = byId('inside').value;
    if (kind === 'none') return undefined;
    if (kind === 'userbuf') return { userbuf: new TextEncoder().encode(inside) };
    const privileges = {};
    for (const [name, property] of Object.entries(PRIVILEGES)) if (byId(`may-${name}`).checked) privileges[property] = true;
    return { room: kind === 'room' ? number(inside) : inside, privileges };
}

async function userIds() {
    const [file] = byId('file').files;
    return file ? userIdsOfCsv(await file.text()) : userIdsOfList(byId('users').value);
}

async function order(event, checkToken) {
    event.preventDefault();
    const status = (tone, ...children) => {
        byId('signed-status').className = tone;
        fill('signed-status', ...children);
    };
    forgetSigned();
    const mine = latest;
    if (!hasApp()) return status('bad', t('noKey'));
    const wanted = await userIds();
    if (mine !== latest) return;
    if (!wanted.length) return status('bad', t('noUsers'));
    let signer;
    const appId = sdkAppId(), progress = byId('progress'), issuedAt = Math.floor(Date.now() / 1000), expire = number(byId('expire').value);
    try {
        signer = new Signer(appId, secretKey());
        const options = { now: issuedAt, contents: contents() };
        stopped = false;
        showBusy(true);
        progress.max = wanted.length;
        const { signed, rejected } = await signAll(wanted, (userId) => signer.sign(userId, expire, options), (done) => {
            if (mine !== latest) return false;
            progress.value = done;
            byId('signed-status').textContent = t('working', { done, all: wanted.length });
            return !stopped;
        });
        if (mine !== latest) return;
        const said = [t('made', { count: signed.length })];
        if (rejected.length) said.push(t('rejectedCount', { count: rejected.length }));
        if (signed.length + rejected.length < wanted.length) said.push(t('stopped'));
        status(rejected.length ? 'bad' : 'good', said.join(', '),
            rejected.slice(0, REJECTED_SHOWN).map(({ line, error }) => el('p', {}, t('rejectedLine', { line, detail: error.message, hint: error.hint ?? '' }))),
            rejected.length > REJECTED_SHOWN ? el('p', {}, t('more', { count: rejected.length - REJECTED_SHOWN })) : null);
        made = { signed, sdkAppId: appId, expiresAt: issuedAt + expire, checkToken };
        showSigned();
    } catch (error) {
        if (!error.code) throw error;
        if (mine === latest) status('bad', failure(error));
    } finally {
        signer?.close();
        if (mine === latest) showBusy(false);
    }
}

// Returns the code as an image of SVG paths, which no policy has to allow.
function qrOf(text) {
    const code = qrcode(0, 'M');
    code.addData(text, 'Byte');
    code.make();
    const count = code.getModuleCount(), svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    let path = '';
    for (let row = 0; row < count; row++) for (let column = 0; column < count; column++) if (code.isDark(row, column)) path += `M${column + 4} ${row + 4}h1v1h-1z`;
    svg.setAttribute('viewBox', `0 0 ${count + 8} ${count + 8}`);
    svg.setAttribute('id', 'qr');
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', t('qrOf'));
    const shape = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    shape.setAttribute('d', path);
    svg.append(shape);
    return svg;
}

function oneToken({ userId, userSig }) {
    const box = el('div', {}, '');
    return el('div', {},
        el('h3', {}, t('yourToken', { user: userId, time: moment(made.expiresAt) })),
        el('pre', { tabIndex: 0, class: 'token' }, userSig),
        el('div', { class: 'row' },
            el('button', { type: 'button', onclick: (event) => copy(event.target, userSig, t('copied')) }, t('copy')),
            el('button', { type: 'button', onclick: () => made.checkToken(userSig, userId) }, t('checkThis')),
            el('button', { type: 'button', onclick: () => box.replaceChildren(qrOf(userSig)) }, t('qr'))),
        box);
}

export function showSigned() {
    byId('signed').hidden = !made?.signed.length;
    if (byId('signed').hidden) return fill('signed');
    const { signed } = made;
    const files = Object.entries(FILES).map(([name, file]) => el('button', {
        type: 'button', onclick: () => download(file.name, file.type, file.write(signed, made)),
    }, t(`download${name[0].toUpperCase()}${name.slice(1)}`)));
    fill('signed', signed.slice(0, SIGNS_AT_ONCE).map(oneToken), signed.length > SIGNS_AT_ONCE ? el('p', {}, t('more', { count: signed.length - SIGNS_AT_ONCE })) : null,
        el('div', { class: 'row' }, files));
}

// Shows whether tokens are being signed.
function showBusy(isBusy) {
    for (const id of ['progress', 'stop']) byId(id).hidden = !isBusy;
    byId('do-sign').hidden = isBusy;
}

// Forgets the tokens, those too that are being signed.
function forgetSigned() {
    latest++;
    made = null;
    showBusy(false);
    showSigned();
    fill('signed-status');
}

export function showContents() {
    const kind = byId('contents').value, isRoom = kind === 'room' || kind === 'roomName';
    byId('inside-box').hidden = kind === 'none';
    byId('inside-label').textContent = t(kind === 'none' ? 'userbuf' : kind);
    byId('privileges').hidden = !isRoom;
}

export function showSnippet() {
    fill('snippet', SNIPPETS[byId('server-language').value].replaceAll('1400000000', byId('sdkappid').value.trim() || '1400000000'));
}

export function startGenerator(checkToken) {
    for (const name of Object.keys(PRESETS)) byId('preset').append(el('option', { value: name, 'data-text': name, selected: name === 'day' }));
    byId('preset').append(el('option', { value: 'custom', 'data-text': 'custom' }));
    byId('preset').addEventListener('change', () => {
        if (PRESETS[byId('preset').value]) byId('expire').value = PRESETS[byId('preset').value];
    });
    byId('expire').addEventListener('input', () => {
        byId('preset').value = Object.keys(PRESETS).find((name) => PRESETS[name] === number(byId('expire').value)) ?? 'custom';
    });
    for (const name of Object.keys(PRIVILEGES)) {
        byId('privileges').append(el('label', {}, el('input', { type: 'checkbox', id: `may-${name}`, checked: true }), el('span', { 'data-text': name })));
    }
    byId('contents').addEventListener('change', showContents);
    byId('order').addEventListener('submit', (event) => order(event, checkToken));
    byId('stop').addEventListener('click', () => { stopped = true; });
    onForget(forgetSigned);
    for (const name of Object.keys(SNIPPETS)) byId('server-language').append(el('option', { value: name }, name));
    byId('server-language').addEventListener('change', showSnippet);
    byId('sdkappid').addEventListener('input', showSnippet);
    byId('copy-snippet').addEventListener('click', (event) => copy(event.target, byId('snippet').textContent, t('copied')));
}
