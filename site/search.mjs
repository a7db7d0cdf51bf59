// How the search of the site reads a text. The functions are sent to the browser as their source, so they use nothing outside themselves.

// Words are what is between spaces and signs, so that a part of `TLSSigAPIv2.py` or `bad_signature` is found. Chinese has no spaces:
// there each pair of neighbours is a word (密钥长 is 密钥 and 钥长), and the last character of a run, so that one alone is found too.
// Intl.Segmenter would need the same dictionary in the browser as where the index was built.
export function tokenize(text) {
    const words = [];
    for (const run of text.split(/[\s\p{P}\p{S}]+/u)) {
        for (const part of run.match(/\p{Script=Han}+|\P{Script=Han}+/gu) || []) {
            if (!/\p{Script=Han}/u.test(part)) {
                words.push(part);
                continue;
            }
            const characters = Array.from(part);
            for (let at = 0; at < characters.length; at += 1) words.push(characters.slice(at, at + 2).join(''));
        }
    }
    return words;
}

// In a question the last character of a Chinese run is part of its last pair already.
export function tokenizeQuery(text) {
    const words = [];
    for (const run of text.split(/[\s\p{P}\p{S}]+/u)) {
        for (const part of run.match(/\p{Script=Han}+|\P{Script=Han}+/gu) || []) {
            const characters = Array.from(part);
            if (!/\p{Script=Han}/u.test(part) || characters.length === 1) words.push(part);
            else for (let at = 0; at + 1 < characters.length; at += 1) words.push(characters.slice(at, at + 2).join(''));
        }
    }
    return words;
}

// 70003 is not almost 70004, and a Chinese word of two characters has no room for a slip of the finger.
export function fuzzy(word) {
    return /[\d\p{Script=Han}]/u.test(word) ? false : 0.2;
}

export const OPTIONS = { tokenize };
export const SEARCH_OPTIONS = { tokenize: tokenizeQuery, fuzzy, prefix: true, boost: { title: 4, text: 2, titles: 1 } };
