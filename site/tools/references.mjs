// The list of API references: what scripts/site --api has built, and what a reference is read in where it has not.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

// [folder, language, made by, the declarations themselves]; no tool: none that can be installed where the site is built
export const REFERENCES = [
    ['rust', 'Rust', 'rustdoc', 'src/lib.rs'],
    ['c', 'C, C++', 'Doxygen', 'include/usersig.h'],
    ['kotlin', 'Kotlin, Java', 'Dokka', 'bindings/kotlin/common'],
    ['js', 'JavaScript, TypeScript', 'TypeDoc', 'bindings/js/types'],
    ['python', 'Python', 'pdoc', 'bindings/python/python/usersig'],
    ['go', 'Go', 'go/doc', 'bindings/go'],
    ['dotnet', 'C#', 'Doxygen', 'bindings/dotnet/src'],
    ['php', 'PHP', 'Doxygen', 'bindings/php/src'],
    ['dart', 'Dart', '', 'bindings/dart/lib'],
    ['swift', 'Swift', 'DocC', 'bindings/swift/Sources/UserSig'],
];

const TEXTS = {
    en: { head: '| language | reference | declarations |', here: 'open', none: 'not in this build', never: 'not made yet', source: 'in the repository' },
    zh: { head: '| 语言 | 参考 | 声明 |', here: '打开', none: '本次构建未包含', never: '尚未生成', source: '仓库中的源码' },
};

export function references(built, language) {
    const t = TEXTS[language];
    const rows = REFERENCES.map(([folder, name, tool, source]) => {
        const there = existsSync(join(built, folder, 'index.html'));
        const kind = source.includes('.') ? 'blob' : 'tree';
        const absent = tool ? `${t.none} (${tool})` : t.never;
        const reference = there ? `[${t.here}](/api/${folder}/index.html){target="_self"} (${tool})` : absent;
        return `| ${name} | ${reference} | [${t.source}](https://github.com/usersig/usersig/${kind}/main/${source}) |`;
    });
    return [t.head, '|---|---|---|', ...rows].join('\n');
}
