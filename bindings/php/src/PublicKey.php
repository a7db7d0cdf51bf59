<?php

declare(strict_types=1);

namespace UserSig;

use UserSig\Internal\Document;
use UserSig\Internal\Extension;
use UserSig\Internal\Pem;

/** A public key of version 1.0 (ECDSA-SHA256). Needs ext-openssl, or this project's extension. */
final class PublicKey implements VerifyingKey
{
    /** @var Native\Key|resource|\OpenSSLAsymmetricKey */
    private $key;

    /**
     * @param string $pem SPKI, on the curve P-256 or secp256k1
     * @throws UserSigException of the kind KEY
     */
    public function __construct(string $pem)
    {
        // What the extension does not read, OpenSSL explains.
        $this->key = Extension::isUsed() && Extension::isBetter($key = Native\Key::public($pem)) ? $key : Pem::publicKey($pem);
    }

    /** @internal */
    public function version(): string
    {
        return Document::V1;
    }

    /** @internal */
    public function verify(string $text, string $sig): bool
    {
        // -1 is an error in the signature.
        return openssl_verify($text, $sig, $this->key, OPENSSL_ALGO_SHA256) === 1;
    }

    /** @internal */
    public function nativeVerifier(int $sdkAppId): ?Native\Verifier
    {
        return Extension::verifier($this->key, $sdkAppId);
    }
}
