<?php

declare(strict_types=1);

namespace UserSig;

/**
 * What a Verifier verifies with: a SecretKey (version 2.0) or a PublicKey (version 1.0). The kind of the key decides the version; a token
 * never does.
 */
interface VerifyingKey
{
    /** @internal Returns the version of the tokens. */
    public function version(): string;

    /** @internal Returns whether the signature is that of the text. */
    public function verify(string $text, string $sig): bool;

    /** @internal Returns what verifies with this key in the extension; null without the extension. */
    public function nativeVerifier(int $sdkAppId): ?Native\Verifier;
}
