// The page: its language, its tabs, and links to what it shows.
import { showKeyNotes, startApp } from './app.mjs';
import { check, shown, startChecker } from './checker.mjs';
import { searchCodes, startCodes } from './codes.mjs';
import { byId, el, fill } from './dom.mjs';
import { showContents, showSigned, showSnippet, startGenerator } from './generator.mjs';
import { withoutSignature } from './layers.mjs';
import { currentLanguage, setLanguage, t, translate } from './text.mjs';

const TABS = ['check', 'sign', 'codes'];

function openTab(wanted, focus) {
    for (const name of TABS) {
        const tab = byId(`tab-${name}`), open = name === wanted;
        tab.setAttribute('aria-selected', String(open));
        tab.tabIndex = open ? 0 : -1;
        byId(name).hidden = !open;
        if (open && focus) tab.focus();
    }
    if (wanted === 'codes') searchCodes();
}

function startTabs() {
    TABS.forEach((name, at) => {
        byId(`tab-${name}`).addEventListener('click', () => openTab(name));
        byId(`tab-${name}`).addEventListener('keydown', (event) => {
            const step = { ArrowRight: at + 1, ArrowLeft: at + TABS.length - 1, Home: 0, End: TABS.length - 1 }[event.key];
            if (step === undefined) return;
            event.preventDefault();
            openTab(TABS[step % TABS.length], true);
        });
    });
}

// Shows everything in a language: what is typed stays.
function speak(language) {
    setLanguage(language);
    translate(document);
    byId('language').textContent = t('otherLanguage');
    byId('language').lang = currentLanguage() === 'zh' ? 'en' : 'zh-CN';
    showKeyNotes();
    showContents();
    showSnippet();
    showSigned();
    check();
    if (!byId('codes').hidden) searchCodes();
}

// Returns a link to this case. It never has a key, and a token only with a signature of zeros, unless the user wants the whole one.
async function link() {
    const open = TABS.find((name) => !byId(name).hidden), values = new URLSearchParams({ v: '1', lang: currentLanguage(), tab: open });
    const whole = byId('whole').checked, layers = shown.layers?.fields ? shown.layers : null;
    const token = layers && (whole ? layers.token : await withoutSignature(layers));
    for (const [name, value] of [['sdkappid', byId('sdkappid').value], ['userid', byId('userid').value], ['code', byId('code').value], ['finding', shown.finding], ['token', token]]) {
        if (value) values.set(name, value);
    }
    return { address: `${location.href.split('#')[0]}#${values}`, what: token ? (whole ? 'shareWhole' : 'shareToken') : 'sharePlain' };
}

async function share() {
    const { address, what: has } = await link();
    const what = t(has);
    // The next link is without it again.
    byId('whole').checked = false;
    try {
        await navigator.clipboard.writeText(address);
        fill('shared', `${t('copied')}. ${what}`);
    } catch {
        fill('shared', `${t('copyFailed')} `, el('code', {}, address), ` ${what}`);
    }
}

// Reads a link once, and removes it from the address: what is pasted next is not in the history.
function readLink() {
    const values = new URLSearchParams(location.hash.slice(1));
    if (location.hash) history.replaceState(null, '', location.href.split('#')[0]);
    if (values.get('v') !== '1') return {};
    for (const [name, id] of [['sdkappid', 'sdkappid'], ['userid', 'userid'], ['code', 'code'], ['token', 'pasted'], ['finding', 'search']]) {
        if (values.get(name)) byId(id).value = values.get(name);
    }
    return { language: values.get('lang'), tab: values.get('tab') };
}

const given = readLink();
startTabs();
startApp();
startChecker();
startGenerator((token, userId) => {
    byId('pasted').value = token;
    byId('userid').value = userId;
    openTab('check', true);
    check();
});
startCodes();
openTab(TABS.includes(given.tab) ? given.tab : 'check');
speak(given.language ?? (navigator.language.startsWith('zh') ? 'zh' : 'en'));
byId('language').addEventListener('click', () => speak(currentLanguage() === 'zh' ? 'en' : 'zh'));
byId('share').addEventListener('click', share);
