// Puts the pages of the site together: those in site/en and site/zh, and the files of the repository that pages.mjs names. A fact is
// written once; what can be wrong here (a link that leads nowhere, a section or file that is not there) fails.
//
//     node site/tools/assemble.mjs OUTPUT CODES.json REFERENCES
//
// In a page of site/ a line can be one of these:
//     <!-- include FILE -->            a file of the repository, without its title; FILE#Heading: one section of it, without its heading
//     <!-- block FILE LANGUAGE TEXT -->   its first block of that language that has TEXT in it
//     <!-- lines FILE LANGUAGE TEXT | TEXT … -->   the lines of its blocks of that language that start with these texts
//     <!-- files FILE … -->            says that these files are what the section is about: they have to exist
//     <!-- codes -->, <!-- causes -->, <!-- references -->   made from the library and from what scripts/site --api has built
// and a link to repo:PATH leads to a file of the repository.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, posix, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { address, PAGE_OF, PAGES } from '../pages.mjs';
import { slug } from '../slug.mjs';
import { causes, codes } from './codes.mjs';
import { references } from './references.mjs';

const [output, codesFile, built] = process.argv.slice(2).map((path) => resolve(path));
const root = fileURLToPath(new URL('../..', import.meta.url));
const REPOSITORY = 'https://github.com/usersig/usersig';
const IN_REPOSITORY = new RegExp(`^${REPOSITORY}/(blob|tree)/main/`);

// What git has, or will have, and each folder above it.
const FILES = new Set(execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).trim().split('\n'));
const FOLDERS = new Set(['']);
for (const file of FILES) for (let at = posix.dirname(file); !FOLDERS.has(at) && at !== '.'; at = posix.dirname(at)) FOLDERS.add(at);

const problems = [];
const images = new Map();

function read(file) {
    if (!FILES.has(file)) throw new Error(`no file ${file} in the repository`);
    return readFileSync(join(root, file), 'utf8');
}

// The file in a language, and whether it is in that language.
function inLanguage(file, language) {
    const chinese = file.replace(/\.md$/, '.zh-CN.md');
    return language === 'zh' && FILES.has(chinese) ? chinese : file;
}

const english = (file) => file.replace(/\.zh-CN\.md$/, '.md');

// --- links ---------------------------------------------------------------------------------------

// Returns where a link to a file of the repository leads on the site, or in the repository.
function leadsTo(file, anchor, language, from) {
    const path = posix.normalize(file).replace(/\/$/, '').replace(/^\.$/, '');
    if (/\.(svg|png|jpg)$/.test(path)) {
        if (!FILES.has(path)) return void problems.push(`${from}: no picture ${path}`);
        images.set(basename(path), path);
        return `/images/${basename(path)}`;
    }
    const page = PAGE_OF.get(english(path)) ?? PAGE_OF.get(`${path}/README.md`);
    if (page && !(path === 'README.md' && anchor)) return address(language, page) + anchorIn(address('en', page), anchor, language);
    if (FILES.has(path)) return `${REPOSITORY}/blob/main/${path}${anchor}`;
    if (FOLDERS.has(path)) return `${REPOSITORY}/tree/main/${path}`.replace(/\/$/, '');
    problems.push(`${from}: the link to ${path} leads nowhere`);
    return file;
}

const headings = (file) => [...read(file).replace(/^ *```[^]*?^ *```$/gm, '').matchAll(/^#+ (.*)$/gm)].map(([, text]) => text);

// The anchors of a file, those of equal headings numbered.
function anchors(file) {
    const seen = new Map();
    return headings(file).map(slug).map((name) => {
        const count = seen.get(name) ?? 0;
        seen.set(name, count + 1);
        return count ? `${name}-${count}` : name;
    });
}

// The Chinese file has the same headings in the same order (stage readme), so an English anchor is written in both languages.
function anchorIn(path, anchor, language) {
    const { source } = PAGES.find((page) => address('en', page.path) === path) ?? {};
    const file = source && inLanguage(source, language);
    const at = file && file !== source ? anchors(source).indexOf(anchor.slice(1)) : -1;
    return at < 0 ? anchor : `#${anchors(file)[at]}`;
}

function link(whole, file, language) {
    // A page that is also in a package has whole addresses of the repository.
    const target = whole.replace(IN_REPOSITORY, 'repo:');
    if (/^(https?:|mailto:|#)/.test(target)) return target;
    const [, path, anchor] = /^([^#]*)(#.*)?$/.exec(target);
    if (path.startsWith('repo:')) return leadsTo(path.slice(5), anchor ?? '', language, file);
    // A page of site/ names other pages by their address.
    if (/^\/(page|api\/\w)/.test(path)) return target;
    if (path.startsWith('/')) return (language === 'zh' ? '/zh' : '') + path + anchorIn(path, anchor ?? '', language);
    return leadsTo(posix.join(posix.dirname(file), path), anchor ?? '', language, file);
}

// Applies a function to what is not in a block of code.
function outsideBlocks(text, change) {
    return text.split(/^( *```[^]*?^ *```$)/m).map((part, at) => (at % 2 ? part : change(part))).join('');
}

// What is in code (`…`) stays, but for {{ }}, which Vue would compute elsewhere.
function rewrite(text, file, language) {
    return outsideBlocks(text, (prose) => prose.replace(/`[^`\n]*`|\]\(([^)\s]+)\)/g, (all, target) => {
        if (target === undefined) return all;
        const leads = link(target, file, language) ?? target;
        // Not pages of the site's program: the browser has to load them.
        return /^\/(page|api\/\w|images)/.test(leads) && !/\.(svg|png|jpg)$/.test(leads) ? `](${leads}){target="_self"}` : `](${leads})`;
    }));
}

// --- parts of files ------------------------------------------------------------------------------

const SWITCH = /^\[(中文|English)\]\([^)]*\)\n+/gm;

function section(text, heading, file) {
    const lines = text.split('\n');
    let inBlock = false;
    const levels = lines.map((line) => {
        if (/^ *```/.test(line)) inBlock = !inBlock;
        return inBlock ? 0 : /^(#+) /.exec(line)?.[1].length ?? 0;
    });
    const start = lines.findIndex((line, at) => levels[at] && line.replace(/^#+ /, '') === heading);
    if (start < 0) throw new Error(`${file} has no heading "${heading}"`);
    const after = levels.findIndex((level, at) => at > start && level && level <= levels[start]);
    return lines.slice(start + 1, after < 0 ? undefined : after).join('\n');
}

// The Chinese heading of the same section: both files have the same headings (stage readme).
function headingIn(file, heading, translated) {
    const at = headings(file).indexOf(heading);
    if (at < 0) throw new Error(`${file} has no heading "${heading}"`);
    return headings(translated)[at];
}

function included(what, language) {
    const [file, heading] = what.split('#');
    const name = inLanguage(file, language);
    let text = read(name).replace(SWITCH, '');
    text = heading ? section(text, name === file ? heading : headingIn(file, heading, name), name) : text.replace(/^# .*\n+/, '');
    return rewrite(text.trim(), name, language);
}

// The blocks of a language in a file; `-` is none.
function blocks(file, tag) {
    const found = read(file).matchAll(/^( *)```(\S*)\n([^]*?)^\1```$/gm);
    return [...found].filter(([, , language]) => language === (tag === '-' ? '' : tag)).map(([, indent, , code]) => code.replace(new RegExp(`^${indent}`, 'gm'), ''));
}

const fenced = (tag, code) => `\`\`\`${tag === '-' ? '' : tag}\n${code}\`\`\``;

function block(file, tag, words) {
    const found = blocks(file, tag).find((code) => code.includes(words));
    if (!found) throw new Error(`${file} has no block of ${tag} with "${words}"`);
    return fenced(tag, found);
}

function lines(file, tag, starts) {
    const all = blocks(file, tag).flatMap((code) => code.split('\n'));
    return fenced(tag, starts.map((start) => {
        const found = all.find((line) => line.startsWith(start));
        if (!found) throw new Error(`${file} has no line "${start}…"`);
        return `${found}\n`;
    }).join(''));
}

// --- pages ---------------------------------------------------------------------------------------

const table = JSON.parse(readFileSync(codesFile, 'utf8'));

function directive(name, rest, language, file) {
    const words = rest.trim().split(/\s+/);
    switch (name) {
        case 'include': return included(rest.trim(), language);
        case 'block': return block(words[0], words[1], words.slice(2).join(' '));
        case 'lines': return lines(words[0], words[1], words.slice(2).join(' ').split(' | '));
        case 'files':
            for (const word of words) if (!FILES.has(word)) problems.push(`${file}: no file ${word}`);
            return '';
        case 'codes': return codes(table, read(language === 'zh' ? 'README.zh-CN.md' : 'README.md'), language);
        case 'causes': return causes(read('src/diagnose/cause.rs'), language);
        case 'references': return references(built, language);
        default: throw new Error(`${file}: what is ${name}?`);
    }
}

function assemble({ path, source }, language) {
    const own = `site/${language}/${path}.md`;
    if (!FILES.has(own)) {
        const file = source && inLanguage(source, language);
        if (!file || (language === 'zh' && file === source)) throw new Error(`${own} is missing: there is no text in this language`);
        return { file, text: rewrite(read(file).replace(SWITCH, ''), file, language) };
    }
    const text = rewrite(read(own), own, language)
        .replace(/^( *)<!-- (include|block|lines|files|codes|causes|references)(.*)-->$/gm,
            (_, indent, name, rest) => directive(name, rest, language, own).replace(/^(?=.)/gm, indent));
    return { file: source && !FILES.has(`site/en/${path}.md`) ? source : own, text };
}

// Vue computes {{ }} outside blocks of code.
const plain = (text) => outsideBlocks(text, (prose) => prose.replace(/\{\{/g, '{<!-- -->{'));

for (const page of PAGES) {
    for (const language of ['en', 'zh']) {
        const { file, text } = assemble(page, language);
        const path = join(output, language === 'zh' ? 'zh' : '', `${page.path}.md`);
        const [, front = '', body] = /^(?:---\n([^]*?)---\n)?([^]*)$/.exec(text);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, `---\nsource: ${file}\n${front}---\n\n${plain(body)}`);
    }
}
mkdirSync(join(output, 'public/images'), { recursive: true });
for (const [name, path] of images) copyFileSync(join(root, path), join(output, 'public/images', name));
for (const name of ['favicon.svg']) copyFileSync(join(root, 'site/public', name), join(output, 'public', name));
if (problems.length || !existsSync(output)) throw new Error(problems.join('\n'));
console.log(`${PAGES.length} pages in two languages, ${images.size} pictures`);
