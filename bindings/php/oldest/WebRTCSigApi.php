<?php

declare(strict_types=1);

use UserSig\Internal\OldCalls;
use UserSig\Internal\OldKeyPair;

/**
 * The class of the oldest server file, `WebRTCSigApi.php`: version 1.0, for applications with a key pair. Needs ext-openssl.
 *
 * What changes: including the file runs nothing, a field that cannot be used is an exception that says why, and genPrivateMapKey() can
 * also give fewer privileges than all.
 */
class WebRTCSigApi
{
    use OldKeyPair;

    /**
     * Sets the application.
     *
     * @param int|string $sdkappid the SDKAppID
     * @return void
     */
    public function setSdkAppid($sdkappid)
    {
        $this->appid = $sdkappid;
    }

    /**
     * Signs a UserSig.
     *
     * @param string|int $userid the UserID
     * @param int|string $expire for how many seconds it is valid
     * @return string the token
     * @throws \Exception if it cannot be signed
     */
    public function genUserSig($userid, $expire = 300)
    {
        return $this->signWithKeyPair($userid, $expire);
    }

    /**
     * Signs a PrivateMapKey.
     *
     * @param string|int $userid the UserID
     * @param int|string $roomid the room, 1 to 4294967294
     * @param int|string $expire for how many seconds it is valid
     * @param int|string $privileges as bits, 0 to 255: without them all, as the original signs
     * @return string the token
     * @throws \Exception if it cannot be signed
     */
    public function genPrivateMapKey($userid, $roomid, $expire = 300, $privileges = 255)
    {
        return $this->signWithKeyPair($userid, $expire, OldCalls::privateMapKey(OldCalls::room($roomid), $privileges));
    }

    /**
     * Verifies a UserSig.
     *
     * @param string $userSig the token
     * @param string|int $userid the UserID
     * @param int|null $init_time gets when the token was issued, in Unix seconds; 0 if the signature is not right
     * @param int|null $expire_time gets for how many seconds the token is valid; 0 if the signature is not right
     * @param string|null $error_msg gets what is wrong; empty if the token is valid
     * @return bool whether the token is valid
     */
    public function verifyUserSig($userSig, $userid, &$init_time, &$expire_time, &$error_msg)
    {
        return $this->verifyWithKeyPair($userSig, $userid, $init_time, $expire_time, $userbuf, $error_msg);
    }

    /**
     * Verifies a PrivateMapKey and returns its userbuf.
     *
     * @param string $privateMapKey the token
     * @param string|int $userid the UserID
     * @param int|null $init_time gets when the token was issued, in Unix seconds; 0 if the signature is not right
     * @param int|null $expire_time gets for how many seconds the token is valid; 0 if the signature is not right
     * @param string|null $userbuf gets the record's bytes
     * @param string|null $error_msg gets what is wrong; empty if the token is valid
     * @return bool whether the token is valid
     */
    public function verifyPrivateMapKey($privateMapKey, $userid, &$init_time, &$expire_time, &$userbuf, &$error_msg)
    {
        return $this->verifyWithKeyPair($privateMapKey, $userid, $init_time, $expire_time, $userbuf, $error_msg);
    }
}
