<?php

declare(strict_types=1);

namespace UserSig\Internal;

use UserSig\Contents;
use UserSig\PrivateKey;
use UserSig\PublicKey;
use UserSig\Signer;
use UserSig\UserSigException;
use UserSig\Verifier;

/** The application and the key pair that both old classes of version 1.0 are given by setters. */
trait OldKeyPair
{
    /** @var int|string */
    private $appid = 0;
    /** @var PrivateKey|null */
    private $privateKey;
    /** @var PublicKey|null */
    private $publicKey;

    /**
     * Sets the key that signs.
     *
     * @param string $private_key PEM
     * @return bool true
     * @throws \Exception if it is no key on P-256 or secp256k1
     */
    public function setPrivateKey(
        #[\SensitiveParameter]
        $private_key
    ) {
        $this->privateKey = new PrivateKey(OldCalls::text($private_key, UserSigException::KEY));
        return true;
    }

    /**
     * Sets the key that verifies.
     *
     * @param string $public_key PEM
     * @return bool true
     * @throws \Exception if it is no key on P-256 or secp256k1
     */
    public function setPublicKey($public_key)
    {
        $this->publicKey = new PublicKey(OldCalls::text($public_key, UserSigException::KEY));
        return true;
    }

    /**
     * @param mixed $userId
     * @param mixed $validity
     */
    private function signWithKeyPair($userId, $validity, ?Contents $contents = null): string
    {
        if ($this->privateKey === null) {
            throw new UserSigException(UserSigException::KEY, 'there is no private key; call setPrivateKey() first');
        }
        $signer = new Signer(OldCalls::int($this->appid, UserSigException::SDKAPPID), $this->privateKey);
        return OldCalls::sign($signer, $userId, $validity, $contents);
    }

    /**
     * @param mixed $sig
     * @param mixed $userId
     * @param int|null $initTime
     * @param int|null $expireTime
     * @param string|null $userbuf
     * @param string|null $errorMessage
     */
    private function verifyWithKeyPair($sig, $userId, &$initTime, &$expireTime, &$userbuf, &$errorMessage): bool
    {
        [$initTime, $expireTime, $userbuf, $errorMessage] = [0, 0, '', ''];
        try {
            if ($this->publicKey === null) {
                throw new UserSigException(UserSigException::KEY, 'there is no public key; call setPublicKey() first');
            }
            $verifier = new Verifier(OldCalls::int($this->appid, UserSigException::SDKAPPID), $this->publicKey);
        } catch (UserSigException $e) {
            $errorMessage = $e->getMessage();
            return false;
        }
        return OldCalls::verify($verifier, $sig, $userId, $initTime, $expireTime, $userbuf, $errorMessage);
    }
}
