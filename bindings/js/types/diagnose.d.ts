import { Verifier as BaseVerifier, type Expectation, type Invalid, type Time, type Valid } from './index.js';

export * from './index.js';

/** Verifies tokens of one application, and explains what is wrong with them. */
export class Verifier extends BaseVerifier {
    static fromPublicKey(sdkAppId: number, pem: string): Verifier;
    /**
     * Verifies a token, and names the mistakes because of which it is not valid: for people who look for one, not for
     * every login. With the secret key, mistakes in its use are found too.
     */
    diagnose(token: string | Uint8Array, expectation: Expectation, secretKey?: string): Diagnosis;
}

/** A finding, a cause, a warning, or what a code means; in English and Chinese. What does not apply is empty. */
export interface Note {
    readonly kind: 'finding' | 'cause' | 'warning' | 'code';
    /** The code of the service; null if there is none. */
    readonly code: number | null;
    readonly name: string;
    readonly detail: string;
    readonly fix: string;
    readonly detailZh: string;
    readonly fixZh: string;
    readonly layer: string;
    readonly layerZh: string;
    readonly remark: string;
    readonly remarkZh: string;
}

export interface Notes {
    readonly notes: Note[];
    /** The token without what was pasted around it; null if there was nothing. It is not verified. */
    readonly unwrapped: string | null;
}

export type Diagnosis = Notes & (Omit<Valid, 'token'> | Invalid);

/** Names what is wrong with a token, as far as that is possible without a key. */
export function diagnoseUnverified(token: string | Uint8Array, now?: Time): Notes;

/** Names what a key seems to be if it does not look like a secret key. */
export function diagnoseKey(key: string): Note[];

/** Explains a code of the service, such as 70001 or `ERR_USER_SIG_EXPIRED`. */
export function explain(code: number | string): Note[];
