// What the test of the clients (clients.py) asks of each: prints one line for each step.
//   node client.mjs URL CLIENT-MODULE
const [url, module] = process.argv.slice(2);
const { UserSigSource } = await import(module);
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const say = (step, value) => console.log(`${step} ${value}`);

const source = new UserSigSource(url, () => ({ Authorization: 'Bearer session' }));
const all = await Promise.all(Array.from({ length: 10 }, () => source.get()));
say('first', new Set(all.map((token) => token.user_sig)).size);
const first = (await source.get()).user_sig;
say('again', first === all[0].user_sig);
await sleep(6000);
const second = (await source.get()).user_sig;
say('refreshed', second !== first);
say('other', await source.rejected(70003, second));
say('stale', (await source.rejected(70001, first)).user_sig === second);
await sleep(1100);
const third = (await source.rejected(6206, second)).user_sig;
say('expired', third !== second);
source.close();
const stranger = new UserSigSource(url, () => ({ Authorization: 'Bearer nobody' }));
say('stranger', await stranger.get().then(() => 'token', () => 'error'));
