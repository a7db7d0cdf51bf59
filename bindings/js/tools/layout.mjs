// Writes src/layout.mjs: where the fields of the C structs are on wasm32, and the numbers of include/usersig.h.
// clang computes the offsets from the header itself.
//
//     node tools/layout.mjs [--check]
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const include = fileURLToPath(new URL('../../../include', import.meta.url));
const output = fileURLToPath(new URL('../src/layout.mjs', import.meta.url));
const header = readFileSync(`${include}/usersig.h`, 'utf8');

const probes = [];
for (const [, body, name] of header.matchAll(/^typedef struct \w+ \{\n([^]*?)^\} (\w+);/gm)) {
    const prefix = name.replace('usersig_', '').toUpperCase();
    probes.push([`${prefix}_SIZE`, `sizeof(${name})`]);
    for (const [, field] of body.matchAll(/(\w+)(?:\[\w+\])?;$/gm)) {
        if (field !== 'size') probes.push([`${prefix}_${field.toUpperCase()}`, `offsetof(${name}, ${field})`]);
    }
}
const source = '#include <stddef.h>\n#include <usersig.h>\n'
    + probes.map(([name, value]) => `const unsigned ${name} = ${value};\n`).join('');
const code = execFileSync('clang-19', ['--target=wasm32', '-ffreestanding', '-I', include, '-S', '-emit-llvm', '-o', '-', '-x', 'c', '-'],
    { input: source, encoding: 'utf8' });

let text = '// Where the fields of the C structs are on wasm32, and the numbers of the header.\n'
    + '// Written by tools/layout.mjs from include/usersig.h: change it there.\n\n';
for (const [name] of probes) {
    const found = new RegExp(`^@${name} = .*constant i32 (\\d+),`, 'm').exec(code);
    if (!found) throw new Error(`clang has not computed ${name}`);
    text += `export var ${name} = ${found[1]};\n`;
}
text += '\n';
for (const [, name, value] of header.matchAll(/^#define USERSIG_((?:STATUS|USERID_RULE|CONTENTS|TOKEN|NOTE|FLAG|PRIVILEGE|VALIDITY)_\w+|DETAIL_SIZE) (\d+)$/gm)) {
    // NOTE_CODE is a field, and the kind of a note is NOTE_KIND_CODE.
    text += `export var ${name.replace(/^NOTE_/, 'NOTE_KIND_')} = ${value};\n`;
}
const warnings = [...header.matchAll(/^#define USERSIG_WARNING_(\w+) (\d+)$/gm)].map(([, name]) => `'${name.toLowerCase()}'`);
text += `\n// The name of each bit of a report's \`warnings\`, from the lowest one.\nexport var WARNING_NAMES = [${warnings.join(', ')}];\n`;

if (process.argv.includes('--check')) {
    if (readFileSync(output, 'utf8') !== text) throw new Error('src/layout.mjs differs from include/usersig.h: run tools/layout.mjs');
} else {
    writeFileSync(output, text);
}
