// The application: its SDKAppID and its secret key, which is in its field and nowhere else.
import { diagnoseKey } from 'usersig';
import { byId, el, fill } from './dom.mjs';
import { said, t } from './text.mjs';

// The sample of the published demos: the service has no such application.
const DEMO = { sdkAppId: '1400000000', key: '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e' };
const IDLE_MS = 10 * 60 * 1000;

const listeners = [], forgetters = [];
const changed = () => listeners.forEach((listener) => listener());

export const onAppChange = (listener) => listeners.push(listener);
// Calls `forgetter` whenever the key is forgotten: what was made with it is as good as a password.
export const onForget = (forgetter) => forgetters.push(forgetter);
export const secretKey = () => byId('key').value;
export const sdkAppId = () => Number(byId('sdkappid').value);
export const hasApp = () => byId('sdkappid').value.trim() !== '' && secretKey() !== '';

function masked(hidden) {
    byId('key').type = hidden ? 'password' : 'text';
    byId('show').setAttribute('aria-pressed', String(!hidden));
    byId('show').dataset.text = hidden ? 'show' : 'hide';
    byId('show').textContent = t(byId('show').dataset.text);
}

function forget() {
    const had = secretKey() !== '';
    byId('key').value = '';
    masked(true);
    showKeyNotes();
    if (had) fill('key-notes', el('p', {}, t('forgotten')));
    forgetters.forEach((forgetter) => forgetter());
    changed();
}

export function showKeyNotes() {
    const key = secretKey(), notes = key === '' ? [] : diagnoseKey(key).map((note) => `${said(note, 'detail')}. ${said(note, 'fix')}.`);
    if (key !== '' && !notes.length && !/^[0-9a-f]{64}$/.test(key)) notes.push(t('unusualKey'));
    fill('key-notes', notes.map((note) => el('p', { class: 'unsure' }, note)));
}

export function startApp() {
    let idle;
    const alive = () => {
        clearTimeout(idle);
        idle = setTimeout(forget, IDLE_MS);
    };
    for (const event of ['input', 'pointerdown', 'keydown']) document.addEventListener(event, alive);
    alive();
    byId('sdkappid').addEventListener('input', changed);
    byId('key').addEventListener('input', () => {
        showKeyNotes();
        changed();
    });
    byId('show').addEventListener('click', () => masked(byId('key').type === 'text'));
    byId('forget').addEventListener('click', forget);
    byId('demo').addEventListener('click', () => {
        byId('sdkappid').value = DEMO.sdkAppId;
        byId('key').value = DEMO.key;
        showKeyNotes();
        changed();
    });
    // A page that is left and found again by "back" has no key.
    addEventListener('pagehide', forget);
}
