// The pages of error codes and of mistakes, from the library's tables.

const TEXTS = {
    en: {
        do: 'What to do', note: 'Note', also: 'Also', comma: ', ', reports: 'This library reports', offline: 'Cannot be known offline',
        other: 'This code is not documented as a problem of the UserSig.', from: 'Returned by', dash: ': ', fix: 'Fix',
    },
    zh: {
        do: '如何处理', note: '说明', also: '别名', comma: '、', reports: '本库的结论', offline: '离线无法得知',
        other: '文档没有把此码列为 UserSig 的问题。', from: '来源', dash: '：', fix: '修改',
    },
};

// In prose, what Markdown or Vue would read as their own.
const prose = (text) => text.replace(/[<>*_[\]{}|\\]/g, (sign) => `&#${sign.codePointAt(0)};`);

// The findings of the codes, from the table in the README, which tests/facts.rs compares with the library.
function findings(readme) {
    const found = new Map([...readme.matchAll(/^\| (70\d{3}) \| (?:`(\w+)`)?/gm)].map(([, code, name]) => [code, name ?? null]));
    if (found.size < 8) throw new Error(`the table of codes in the README looks otherwise: ${found.size} found`);
    return found;
}

export function codes({ layers, codes: all }, readme, language) {
    if (all.length < 100) throw new Error(`${all.length} codes`);
    const t = TEXTS[language], finding = findings(readme), seen = new Set();
    const entry = (code) => {
        const numbers = code.numbers.map(String), names = code.names;
        const title = numbers[0] ?? names[0];
        // The first entry of a number has the number as its anchor; another layer's has the layer's first word too.
        let anchor = title.replace(/\s+/g, '-');
        if (seen.has(anchor)) anchor += `-${code.layer.en.toLowerCase().split(/[^a-z0-9]+/).slice(0, 3).join('-')}`;
        for (let count = 2; seen.has(anchor); count += 1) anchor = `${anchor.replace(/-n\d+$/, '')}-n${count}`;
        seen.add(anchor);
        // A long run of negative and positive forms of a number is one number to a reader.
        const others = [...numbers.slice(1), ...(numbers.length ? names : names.slice(1))];
        const first = code === all.find((other) => other.numbers[0] === code.numbers[0]);
        const lines = [
            `### ${prose(title)}${t.dash}${prose(code.meaning[language])} {#${anchor}}`,
            `**${t.do}**${t.dash}${prose(code.advice[language])}`,
        ];
        if (first && finding.has(title)) {
            lines.push(finding.get(title) ? `**${t.reports}**${t.dash}\`${finding.get(title)}\`` : `**${t.offline}**`);
        }
        if (code.other) lines.push(t.other);
        if (code.note[language]) lines.push(`**${t.note}**${t.dash}${prose(code.note[language])}`);
        if (others.length) lines.push(`**${t.also}**${t.dash}${others.map((other) => `\`${other}\``).join(t.comma)}`);
        return `<div class="code-entry">\n\n${lines.join('\n\n')}\n\n</div>`;
    };
    return layers.map((layer) => {
        const entries = all.filter((code) => code.layer.en === layer.en).map(entry);
        return `<section class="code-layer">\n\n## ${prose(layer[language])}\n\n${entries.join('\n\n')}\n\n</section>`;
    }).join('\n\n');
}

// The texts have {0} where the library writes a value.
const value = (text) => prose(text.replace(/\{\d\}/g, '…'));

export function causes(rust, language) {
    const literal = '"((?:[^"\\\\]|\\\\.)*)"';
    const pattern = new RegExp(`^ {4}\\w+ = "(\\w+)" \\{\\s+${literal},\\s+${literal};\\s+${literal},\\s+${literal}\\s+\\}`, 'gm');
    const found = [...rust.matchAll(pattern)];
    const expected = [...rust.matchAll(/^ {4}\w+ = "\w+" \{$/gm)].length;
    if (found.length !== expected || expected < 40) throw new Error(`${found.length} of ${expected} causes read`);
    const t = TEXTS[language];
    const text = (raw) => value(JSON.parse(`"${raw}"`));
    return found.map(([, name, en, enFix, zh, zhFix]) => {
        const [detail, fix] = language === 'zh' ? [zh, zhFix] : [en, enFix];
        return `<div class="code-entry">\n\n### ${name}\n\n${text(detail)}\n\n**${t.fix}**${t.dash}${text(fix)}\n\n</div>`;
    }).join('\n\n');
}
