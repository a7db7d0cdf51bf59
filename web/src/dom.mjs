// The few things that the page does with the document. Text is only ever set as text: what is pasted is never markup.

// The children that are there, of lists of lists.
const present = (children) => children.flat(Infinity).filter((child) => child !== null && child !== undefined);

export const byId = (id) => document.getElementById(id);

// Returns a new element. A property with a hyphen, `class` and `for` are attributes, `on…` are listeners.
export function el(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
        if (value === undefined || value === false) continue;
        if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
        else if (name in element && !name.includes('-')) element[name] = value;
        else element.setAttribute(name, value);
    }
    element.append(...present(children));
    return element;
}

export const fill = (id, ...children) => byId(id).replaceChildren(...present(children));

// Returns a table that scrolls by itself where it is wider than the window.
export const table = (headings, rows) => el('div', { class: 'scroll', tabIndex: 0 }, el('table', {},
    el('thead', {}, el('tr', {}, headings.map((heading) => el('th', { scope: 'col' }, heading)))), el('tbody', {}, rows)));

// Saves a text as a file, without a request: the address is the page's own memory.
export function download(name, type, parts) {
    const address = URL.createObjectURL(new Blob(parts, { type }));
    el('a', { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
}

// Copies a text, and says so on the button.
export async function copy(button, text, done) {
    const label = button.textContent;
    await navigator.clipboard.writeText(text);
    button.textContent = done;
    setTimeout(() => { button.textContent = label; }, 1500);
}
