// Checks what was pasted: the verdict, what is wrong and what to do, the fields, and the layers.
import { diagnoseUnverified, explain, inspectUnverified, Verifier } from 'usersig';
import { hasApp, onAppChange, sdkAppId, secretKey } from './app.mjs';
import { byId, el, fill, table } from './dom.mjs';
import { layersOf, macOf, parts, PRIVILEGES } from './layers.mjs';
import { duration, failure, moment, said, t } from './text.mjs';

const RECORD_TEXT = { room: 'roomNumber', roomName: 'roomNameText' };

// The times that are shown beside the clock: functions that are called every second.
let ticking = [];
// Each check has a number: what a slower, earlier one finds is not shown.
let latest = 0;
// What is shown now, for links.
export let shown = { layers: null, finding: null };

const now = () => Math.floor(Date.now() / 1000);

// Returns what the engine says: { verdict, tone, notes, token, unwrapped }.
function examine(pasted, userId) {
    const { notes, unwrapped } = diagnoseUnverified(pasted, now());
    const text = unwrapped ?? pasted.trim();
    let token = null;
    try {
        token = inspectUnverified(text);
    } catch {
        // The notes say why.
    }
    const found = { notes, token, text, finding: notes.find(({ kind }) => kind === 'finding')?.name ?? null };
    if (!token) return { ...found, tone: 'bad', verdict: t('unreadable') };
    if (token.version !== '2.0') return { ...found, tone: 'unsure', verdict: t('versionOne') };
    if (!hasApp()) return { ...found, tone: 'unsure', verdict: t('unverified') };
    let verifier;
    try {
        verifier = new Verifier(sdkAppId(), secretKey());
        const result = verifier.diagnose(pasted, { userId: userId || token.userId, now: now() }, secretKey());
        const verdict = result.ok
            ? t('validFor', { user: userId || token.userId })
            : [t('invalid'), ...result.serviceCode ? [t('serviceCode', { code: result.serviceCode })] : []].join(' · ');
        return {
            ...found, notes: result.notes, finding: result.findings?.[0] ?? null,
            tone: result.ok ? 'good' : 'bad', verdict, remark: userId ? '' : t('ownUser'),
        };
    } catch (error) {
        if (!error.code) throw error;
        return { ...found, tone: 'bad', verdict: t('badInput', { detail: failure(error) }) };
    } finally {
        verifier?.close();
    }
}

export function noteCard(note) {
    const remark = said(note, 'remark'), fix = said(note, 'fix'), layer = said(note, 'layer');
    return el('article', { class: `card note ${note.kind}` },
        el('p', {}, el('span', { class: 'tag' }, t(note.kind)), ' ', el('code', {}, note.name), note.code === null ? null : ` · ${t('serviceCode', { code: note.code })}`),
        el('h3', {}, said(note, 'detail')),
        fix ? el('p', {}, el('strong', {}, `${t('fix')}: `), fix) : null,
        layer ? el('p', { class: 'help' }, layer) : null,
        remark ? el('p', { class: 'help' }, remark) : null);
}

// --- the fields ----------------------------------------------------------------------------------

// Returns an element whose text is renewed each second.
function live(make) {
    const element = el('span', {}, make());
    ticking.push(() => { element.textContent = make(); });
    return element;
}

function factsTable(token, layers) {
    const times = {
        'TLS.time': [t('issued'), ' ', moment(token.issuedAt)],
        'TLS.expire': [duration(token.expire)],
    };
    const rows = layers.fields.map(({ name, value }) => el('tr', {},
        el('th', { scope: 'row' }, el('code', { 'data-part': name }, name)),
        el('td', { class: 'mono' }, value),
        el('td', {}, meaningOf(name), times[name] ? [el('br'), ...times[name]] : null)));
    return table([t('field'), t('value'), t('meaning')], rows);
}
const meaningOf = (name) => (/^TLS\.(ver|identifier|sdkappid|time|expire|userbuf|sig)$/.test(name) ? t(name) : t('otherField'));

function facts(token, layers) {
    const left = () => {
        const seconds = token.expiresAt - now();
        return `${moment(token.expiresAt)} · ${seconds > 0 ? t('left', { time: duration(seconds) }) : t('past', { time: duration(seconds) })}`;
    };
    const clock = () => {
        const age = now() - token.issuedAt;
        return `${moment(now())} · ${age < 0 ? t('clockAhead', { time: duration(age) }) : t('clockFine', { time: duration(age) })}`;
    };
    return [
        el('h2', {}, t('facts')), factsTable(token, layers),
        el('dl', {}, el('dt', {}, t('expires')), el('dd', {}, live(left)), el('dt', {}, t('clock')), el('dd', {}, live(clock))),
        layers.record?.length ? recordTable(layers.record) : null,
    ];
}

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');

function recordTable(record) {
    const value = (name, of) => {
        if (name === 'expiry') return moment(of);
        if (name !== 'privileges') return String(of);
        return Object.keys(PRIVILEGES).map((privilege, bit) => el('label', {},
            el('input', { type: 'checkbox', checked: (of >>> bit & 1) === 1, disabled: true }), ' ', t(privilege), el('br')));
    };
    return [el('h2', {}, t('record')), table([t('bytes'), t('field'), t('value')], record.map(({ name, bytes, value: of }) => el('tr', {},
        el('td', { class: 'mono' }, el('span', { 'data-part': name }, hex(bytes))),
        el('td', {}, t(name ? RECORD_TEXT[name] ?? name : 'leftOver')),
        el('td', {}, name ? value(name, of) : ''))))];
}

// --- the layers ----------------------------------------------------------------------------------

const layer = (title, content) => el('section', { class: 'card' }, el('h3', {}, title), content);
const marked = (pieces) => el('pre', { tabIndex: 0 }, pieces.map(({ text, part }) => (part ? el('span', { 'data-part': part }, text) : text)));

function layerCards(layers, mac) {
    const cards = [], token = layers.token;
    // Three bytes are four letters: the header is in the first three, the checksum in the last six.
    const envelope = [{ from: 0, to: 3, part: 'header' }, { from: Math.max(3, token.replace(/_+$/, '').length - 6), to: token.length, part: 'checksum' }];
    cards.push(layer(t('layerToken'), marked(layers.bytes ? parts(token, envelope) : [{ text: token }])));
    if (layers.bytes) {
        const at = Math.max(2, layers.bytes.length - 4);
        cards.push(layer(t('layerBytes'), marked([
            { text: hex(layers.bytes.subarray(0, 2)), part: 'header' }, { text: ` ${hex(layers.bytes.subarray(2, at))} ` },
            { text: hex(layers.bytes.subarray(at)), part: 'checksum' }])));
    }
    if (layers.json !== undefined) {
        cards.push(layer(t('layerJson'), marked(parts(layers.json, (layers.fields || []).map(({ name, from, to }) => ({ from, to, part: name }))))));
    }
    if (layers.lines) {
        cards.push(layer(t('layerLines'), marked(layers.lines)));
        const signature = layers.fields.find(({ name }) => name === 'TLS.sig')?.value ?? t('missing');
        cards.push(layer(t('layerMac'), el('dl', {},
            el('dt', {}, t('macInToken')), el('dd', {}, el('code', { 'data-part': 'TLS.sig' }, signature)),
            el('dt', {}, t('macComputed')), el('dd', {}, mac
                ? [el('code', { 'data-part': 'TLS.sig' }, mac), ' ', el('strong', { class: mac === signature ? 'good' : 'bad' }, t(mac === signature ? 'macSame' : 'macDifferent'))]
                : t('macNoKey')))));
    }
    if (layers.unread) cards.push(el('p', { class: 'unsure' }, t('unreadLayer')));
    return [el('h2', {}, t('layers')), ...cards];
}

// One part in one layer lights the same part in all others.
function lightParts(event) {
    const part = event.type === 'pointerover' ? event.target.closest?.('[data-part]')?.dataset.part : undefined;
    for (const element of document.querySelectorAll('[data-part]')) element.classList.toggle('lit', element.dataset.part === part);
}

// --- the page ------------------------------------------------------------------------------------

export async function check() {
    const number = ++latest, pasted = byId('pasted').value;
    ticking = [];
    shown = { layers: null, finding: null };
    if (pasted.trim() === '') {
        byId('verdict').className = '';
        fill('verdict', t('empty'));
        fill('notes', codeNotes());
        for (const id of ['facts', 'layers']) byId(id).hidden = true;
        await compare();
        return;
    }
    const result = examine(pasted, byId('userid').value);
    byId('verdict').className = result.tone;
    fill('verdict', result.verdict, result.remark ? el('p', { class: 'help' }, result.remark) : null);
    fill('notes', result.notes.map(noteCard), codeNotes());
    shown.finding = result.finding;

    const layers = await layersOf(result.text);
    const mac = layers.lines && secretKey() !== '' ? await macOf(secretKey(), layers.lines) : null;
    if (number !== latest) return;
    shown.layers = layers;
    byId('facts').hidden = !(result.token && layers.fields);
    if (!byId('facts').hidden) fill('facts', facts(result.token, layers));
    byId('layers').hidden = false;
    fill('layers', layerCards(layers, mac));
    await compare();
}

const codeNotes = () => {
    const code = byId('code').value.trim();
    return code === '' ? [] : explain(code).map(noteCard);
};

async function compare() {
    const [first, second] = [byId('pasted').value, byId('other').value];
    if (first.trim() === '' || second.trim() === '') return fill('compared');
    const read = async (pasted) => (await layersOf(diagnoseUnverified(pasted, now()).unwrapped ?? pasted.trim())).fields ?? [];
    const [one, two] = await Promise.all([read(first), read(second)]);
    const value = (fields, name) => fields.find((field) => field.name === name)?.value ?? t('missing');
    const names = [...new Set([...one, ...two].map(({ name }) => name))];
    fill('compared', table([t('field'), t('first'), t('second'), ''], names.map((name) => {
        const same = value(one, name) === value(two, name);
        return el('tr', {}, el('th', { scope: 'row' }, el('code', {}, name)), el('td', { class: 'mono' }, value(one, name)), el('td', { class: 'mono' }, value(two, name)),
            el('td', { class: same ? '' : 'bad' }, `${same ? '=' : '≠'} ${t(same ? 'same' : 'different')}`));
    })));
}

export function startChecker() {
    for (const id of ['pasted', 'userid', 'code', 'other']) byId(id).addEventListener('input', check);
    onAppChange(check);
    document.addEventListener('pointerover', lightParts);
    setInterval(() => ticking.forEach((tick) => tick()), 1000);
}
