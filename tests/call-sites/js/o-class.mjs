import LibGenerateTestUserSig from 'usersig/lib-generate-test-usersig';
const app = Number(process.env.APP), key = process.env.KEY;
export const silent = false;
const atLoad = new LibGenerateTestUserSig(0, '', 604800);
const generator = new LibGenerateTestUserSig(app, key, 604800);
// Nothing of this throws.
const empty = [atLoad.genTestUserSig(''), generator.genTestUserSig(undefined), generator.genTestUserSig('\ud800'),
    new LibGenerateTestUserSig(String(app), key, 604800).genTestUserSig('oscar'), new LibGenerateTestUserSig(app, key).genTestUserSig('oscar'),
    new LibGenerateTestUserSig(app, null, 604800).genTestUserSig('oscar')];
export const tokens = {
    oscar: empty.every((token) => token === '') ? generator.genTestUserSig('oscar') : '',
    olivia: generator.genSigWithUserbuf('olivia', 3600, null),
};
