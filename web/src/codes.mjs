// The search of all codes, by number, name and words in either language.
import { explain } from 'usersig';
// Filled in when the page is made: the numbers and names that the core knows.
import CODES from 'usersig-codes';
import { noteCard } from './checker.mjs';
import { byId, fill } from './dom.mjs';
import { t } from './text.mjs';

const MOST = 50;
let all;

// Returns every explanation once: a number and its name have the same.
function explanations() {
    if (!all) {
        const found = new Map();
        for (const code of CODES) for (const note of explain(code)) found.set(`${note.code} ${note.name} ${note.layer}`, note);
        all = [...found.values()].map((note) => ({ note, text: Object.values(note).join('\n').toLowerCase() }));
    }
    return all;
}

export function searchCodes() {
    // Some parts of the service give the same code with a minus sign.
    const words = byId('search').value.trim().toLowerCase().split(/\s+/).filter(Boolean).map((word) => word.replace(/^-(?=\d+$)/, ''));
    const exact = (note) => words.length === 1 && (String(Math.abs(note.code)) === words[0] || note.name.toLowerCase() === words[0]);
    const found = explanations().filter(({ text }) => words.every((word) => text.includes(word))).map(({ note }) => note).sort((a, b) => exact(b) - exact(a));
    fill('found', found.length ? t('foundCount', { count: found.length }) : t('nothingFound'));
    fill('explanations', found.slice(0, MOST).map(noteCard), found.length > MOST ? t('more', { count: found.length - MOST }) : null);
}

export function startCodes() {
    byId('search').addEventListener('input', searchCodes);
}
