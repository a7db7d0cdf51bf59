<?php

declare(strict_types=1);

namespace UserSig;

/** What a Signer signs with: a SecretKey (version 2.0) or a PrivateKey (version 1.0). The kind of the key decides the version. */
interface SigningKey
{
    /** @internal Returns the version of the tokens. */
    public function version(): string;

    /** @internal Returns the signature of a text. */
    public function sign(string $text): string;

    /** @internal Returns what signs with this key in the extension; null without the extension. */
    public function nativeSigner(int $sdkAppId): ?Native\Signer;
}
