// The package for Node. The classes of the official packages are here too, for an alias in package.json.
import { Api } from './compat/tls-sig-api-v2.mjs';
import { Sig } from './compat/tls-sig-api.mjs';

export * from './entry.mjs';
export { Api, Sig };
export default { Api: Api, Sig: Sig };
