<?php

declare(strict_types=1);

namespace UserSig;

use UserSig\Internal\Document;
use UserSig\Internal\Extension;
use UserSig\Internal\HiddenKey;
use UserSig\Internal\Pem;

/** A private key of version 1.0 (ECDSA-SHA256), for applications with a key pair. Needs ext-openssl, or this project's extension. */
final class PrivateKey implements SigningKey
{
    /** @use HiddenKey<Native\Key|resource|\OpenSSLAsymmetricKey> */
    use HiddenKey;

    /**
     * @param string $pem PKCS#8 or SEC1, on the curve P-256 or secp256k1
     * @throws UserSigException of the kind KEY
     */
    public function __construct(
        #[\SensitiveParameter]
        string $pem
    ) {
        // What the extension does not read, OpenSSL explains.
        $this->hide(Extension::isUsed() && Extension::isBetter($key = Native\Key::private($pem)) ? $key : Pem::privateKey($pem));
    }

    /** @internal */
    public function version(): string
    {
        return Document::V1;
    }

    /** @internal */
    public function sign(string $text): string
    {
        $signature = '';
        if (!openssl_sign($text, $signature, $this->key(), OPENSSL_ALGO_SHA256)) {
            throw new UserSigException(
                UserSigException::KEY,
                'the private key cannot be read: signing with it failed; expected PEM on the curve P-256 or secp256k1'
            );
        }
        return $signature;
    }

    /** @internal */
    public function nativeSigner(int $sdkAppId): ?Native\Signer
    {
        return Extension::signer($this->key(), $sdkAppId);
    }
}
