import { inspect } from 'node:util';
import LibGenerateTestUserSig from 'usersig/lib-generate-test-usersig';
const app = Number(process.env.APP), key = process.env.KEY;
export const lines = 11;
const atLoad = new LibGenerateTestUserSig(0, '', 604800);
const generator = new LibGenerateTestUserSig(app, key, 604800);
// Nothing of this throws.
const empty = [atLoad.genTestUserSig(''), generator.genTestUserSig(undefined), generator.genTestUserSig('\ud800'),
    new LibGenerateTestUserSig(String(app), key, 604800).genTestUserSig('oscar'), new LibGenerateTestUserSig(app, key).genTestUserSig('oscar'),
    new LibGenerateTestUserSig(NaN, key, 604800).genTestUserSig('oscar'), new LibGenerateTestUserSig(app, null, 604800).genTestUserSig('oscar'),
    generator.genSigWithUserbuf('oscar', 3600, 7), new LibGenerateTestUserSig().genTestUserSig(),
    new LibGenerateTestUserSig(key, app, 604800).genTestUserSig('oscar'), new LibGenerateTestUserSig(app, `${key}\n`, 604800).genTestUserSig('oscar')];
// The fields are there, and the key is in no text of the object.
const fields = generator.SDKAPPID === app && generator.PRIVATEKEY === key && generator.EXPIRETIME === 604800;
const hidden = !`${JSON.stringify(generator)}${inspect(generator)}`.includes(key);
export const tokens = {
    oscar: empty.every((token) => token === '') && fields && hidden ? generator.genTestUserSig('oscar') : '',
    olivia: generator.genSigWithUserbuf('olivia', 3600, null),
    otto: generator.genSigWithUserbuf('otto', 3600, 'abc'),
};
