<?php

declare(strict_types=1);

namespace Tencent;

use UserSig\Internal\OldCalls;
use UserSig\Internal\OldKeyPair;

/**
 * The class of version 1.0, for applications with a key pair, in place of `tencent/tls-sig-api`. Needs ext-openssl.
 *
 * What changes: a field that cannot be used is an exception that says why, and a token that is not read as the service reads it is not
 * valid. PHP ignores the case of methods: SetAppid() and the like are these.
 */
class TLSSigAPI
{
    use OldKeyPair;

    /**
     * Sets the application.
     *
     * @param int|string $appid the SDKAppID
     * @return void
     */
    public function setAppid($appid)
    {
        $this->appid = $appid;
    }

    /**
     * Signs a UserSig.
     *
     * @param string|int $identifier the UserID
     * @param int|string $expire for how many seconds it is valid; without it, 180 days
     * @return string the token
     * @throws \Exception if it cannot be signed
     */
    public function genSig($identifier, $expire = 180 * 24 * 3600)
    {
        return $this->signWithKeyPair($identifier, $expire);
    }

    /**
     * Signs a token with bytes of the application in it. The userbuf comes before the validity.
     *
     * @param string|int $identifier the UserID
     * @param string $userbuf 0 to 32768 bytes
     * @param int|string $expire for how many seconds it is valid; without it, 180 days
     * @return string the token
     * @throws \Exception if it cannot be signed
     */
    public function genSigWithUserbuf($identifier, $userbuf, $expire = 180 * 24 * 3600)
    {
        return $this->signWithKeyPair($identifier, $expire, OldCalls::userbuf($userbuf));
    }

    /**
     * Verifies a token, with or without a userbuf.
     *
     * @param string $sig the token
     * @param string|int $identifier the UserID
     * @param int|null $init_time gets when the token was issued, in Unix seconds; 0 if the signature is not right
     * @param int|null $expire_time gets for how many seconds the token is valid; 0 if the signature is not right
     * @param string|null $error_msg gets what is wrong; empty if the token is valid
     * @return bool whether the token is valid
     */
    public function verifySig($sig, $identifier, &$init_time, &$expire_time, &$error_msg)
    {
        return $this->verifyWithKeyPair($sig, $identifier, $init_time, $expire_time, $userbuf, $error_msg);
    }

    /**
     * Verifies a token and returns its userbuf.
     *
     * @param string $sig the token
     * @param string|int $identifier the UserID
     * @param int|null $init_time gets when the token was issued, in Unix seconds; 0 if the signature is not right
     * @param int|null $expire_time gets for how many seconds the token is valid; 0 if the signature is not right
     * @param string|null $userbuf gets the userbuf; empty if there is none
     * @param string|null $error_msg gets what is wrong; empty if the token is valid
     * @return bool whether the token is valid
     */
    public function verifySigWithUserbuf($sig, $identifier, &$init_time, &$expire_time, &$userbuf, &$error_msg)
    {
        return $this->verifyWithKeyPair($sig, $identifier, $init_time, $expire_time, $userbuf, $error_msg);
    }
}
