import { Api } from './compat/tls-sig-api-v2.js';
import { Sig } from './compat/tls-sig-api.js';

export * from './index.js';
export { Api, Sig };
declare const classes: { Api: typeof Api; Sig: typeof Sig };
export default classes;
