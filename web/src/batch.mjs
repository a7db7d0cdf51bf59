// UserIDs from a list or a CSV file, and tokens for them as files.

// Returns the rows of a CSV text (RFC 4180): lists of texts.
export function rowsOf(csv) {
    const rows = [];
    let row = [], cell = '', quoted = false;
    for (let at = 0; at < csv.length; at++) {
        const char = csv[at];
        if (quoted) {
            if (char !== '"') cell += char;
            else if (csv[at + 1] === '"') cell += csv[++at];
            else quoted = false;
        } else if (char === '"' && cell === '') quoted = true;
        else if (char === ',') {
            row.push(cell);
            cell = '';
        } else if (char === '\n' || char === '\r') {
            if (char === '\r' && csv[at + 1] === '\n') at++;
            rows.push([...row, cell]);
            row = [];
            cell = '';
        } else cell += char;
    }
    if (cell !== '' || row.length) rows.push([...row, cell]);
    return rows.filter((cells) => cells.some((text) => text !== ''));
}

const HEADER = /^(user_?id|identifier|user|account|用户名?|用户_?id)$/i;

// Returns the UserIDs of a file: those of its column with such a name, else of its first column.
export function userIdsOfCsv(csv) {
    const rows = rowsOf(csv.replace(/^\ufeff/, ''));
    const column = (rows[0] || []).findIndex((name) => HEADER.test(name.trim()));
    return (column < 0 ? rows : rows.slice(1)).map((row) => row[Math.max(column, 0)] ?? '');
}

// Returns the UserIDs of a list, one a line; empty lines are none.
export const userIdsOfList = (text) => text.split(/\r?\n/).filter((line) => line !== '');

const SLICE_MS = 12;

// Signs for all, a slice at a time so that the page stays alive. `sign` returns a token or throws; `progress` is called with the
// number done after each slice, and stops everything by returning false. Returns { signed: [{ userId, userSig }], rejected: [{ userId, error }] }.
export async function signAll(userIds, sign, progress) {
    const signed = [], rejected = [];
    for (let at = 0; at < userIds.length;) {
        const until = performance.now() + SLICE_MS;
        do {
            const userId = userIds[at++];
            try {
                signed.push({ userId, userSig: sign(userId) });
            } catch (error) {
                rejected.push({ line: at, userId, error });
            }
        } while (at < userIds.length && performance.now() < until);
        if (progress(at) === false) break;
        await new Promise((resolve) => { setTimeout(resolve); });
    }
    return { signed, rejected };
}

const quoted = (text) => `"${text.replace(/"/g, '""')}"`;

export const FILES = {
    csv: {
        name: 'usersigs.csv', type: 'text/csv;charset=utf-8',
        write: (signed, { expiresAt }) => ['userid,usersig,expires_at\r\n', ...signed.map(({ userId, userSig }) => `${quoted(userId)},${userSig},${expiresAt}\r\n`)],
    },
    jsonl: {
        name: 'usersigs.jsonl', type: 'application/x-ndjson',
        write: (signed, { expiresAt }) => signed.map(({ userId, userSig }) => `${JSON.stringify({ userid: userId, usersig: userSig, expires_at: expiresAt })}\n`),
    },
    demo: {
        name: 'usersigs.json', type: 'application/json',
        write: (signed, { sdkAppId }) => [JSON.stringify({ sdkappid: sdkAppId, users: signed.map(({ userId, userSig }) => ({ userId, userToken: userSig })) }, null, 2), '\n'],
    },
};
