<?php

declare(strict_types=1);

namespace Tencent;

use UserSig\Internal\OldCalls;
use UserSig\Room;
use UserSig\SecretKey;
use UserSig\Signer;
use UserSig\UserIdRule;
use UserSig\UserSigException;
use UserSig\Verifier;

/**
 * The class that servers call today, with the methods of every release, in place of `tencent/tls-sig-api-v2`.
 *
 * What changes: a field that cannot be used is an exception that says why, where the original returns a token that the service rejects;
 * a token for another user, application or key is never valid; signatures are compared in constant time. The methods have no types, like
 * the original's, so that subclasses still fit.
 */
class TLSSigAPIv2
{
    /** @var Signer|null */
    private $signer;
    /** @var Verifier|null */
    private $verifier;
    /** @var array{string, string}|null kind and message of what the constructor could not use; an exception would keep the key in its trace */
    private $failure;

    /**
     * Never fails: with an SDKAppID or a key that cannot be used, each method does.
     *
     * @param int|string $sdkappid the application's SDKAppID
     * @param string $key the application's secret key, as the console shows it
     */
    public function __construct(
        $sdkappid,
        #[\SensitiveParameter]
        $key
    ) {
        try {
            $number = OldCalls::int($sdkappid, UserSigException::SDKAPPID);
            $secret = new SecretKey(OldCalls::text($key, UserSigException::KEY));
            $this->signer = new Signer($number, $secret);
            $this->verifier = new Verifier($number, $secret);
        } catch (UserSigException $e) {
            $this->failure = [$e->kind(), $e->getMessage()];
        }
    }

    /**
     * Signs a UserSig.
     *
     * @param string|int $userid the UserID
     * @param int|string $expire for how many seconds it is valid; without it, 180 days
     * @return string the token
     * @throws \Exception if it cannot be signed
     */
    public function genUserSig($userid, $expire = 86400 * 180)
    {
        $signer = $this->signer ?? $this->fail();
        // Nearly every call, without the detour.
        if (is_string($userid) && is_int($expire)) {
            return $signer->sign($userid, $expire, UserIdRule::ANY);
        }
        return OldCalls::sign($signer, $userid, $expire);
    }

    /**
     * Signs a UserSig, under the name that the method had in release 1.0.
     *
     * @param string|int $identifier the UserID
     * @param int|string $expire for how many seconds it is valid; without it, 180 days
     * @return string the token
     * @throws \Exception if it cannot be signed
     */
    public function genSig($identifier, $expire = 86400 * 180)
    {
        return $this->genUserSig($identifier, $expire);
    }

    /**
     * Signs a token with bytes of the application in it, as in release 1.0.
     *
     * @param string|int $identifier the UserID
     * @param int|string $expire for how many seconds it is valid
     * @param string $userbuf 0 to 32768 bytes
     * @return string the token
     * @throws \Exception if it cannot be signed
     */
    public function genSigWithUserBuf($identifier, $expire, $userbuf)
    {
        return OldCalls::sign($this->signer ?? $this->fail(), $identifier, $expire, OldCalls::userbuf($userbuf));
    }

    /**
     * Signs a PrivateMapKey for a numeric room.
     *
     * @param string|int $userid the UserID
     * @param int|string $expire for how many seconds it is valid
     * @param int|string $roomid the room, 1 to 4294967294
     * @param int|string $privilegeMap the privileges as bits, 0 to 255
     * @return string the token
     * @throws \Exception if it cannot be signed
     */
    public function genPrivateMapKey($userid, $expire, $roomid, $privilegeMap)
    {
        return OldCalls::sign($this->signer ?? $this->fail(), $userid, $expire, OldCalls::privateMapKey(OldCalls::room($roomid), $privilegeMap));
    }

    /**
     * Signs a PrivateMapKey for a string room.
     *
     * @param string|int $userid the UserID
     * @param int|string $expire for how many seconds it is valid
     * @param string $roomstr the room, 1 to 64 bytes
     * @param int|string $privilegeMap the privileges as bits, 0 to 255
     * @return string the token
     * @throws \Exception if it cannot be signed
     */
    public function genPrivateMapKeyWithStringRoomID($userid, $expire, $roomstr, $privilegeMap)
    {
        $room = Room::fromName(OldCalls::text($roomstr, UserSigException::ROOM));
        return OldCalls::sign($this->signer ?? $this->fail(), $userid, $expire, OldCalls::privateMapKey($room, $privilegeMap));
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
        return $this->verifySigWithUserBuf($sig, $identifier, $init_time, $expire_time, $userbuf, $error_msg);
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
    public function verifySigWithUserBuf($sig, $identifier, &$init_time, &$expire_time, &$userbuf, &$error_msg)
    {
        if ($this->verifier === null) {
            [$init_time, $expire_time, $userbuf] = [0, 0, ''];
            $error_msg = $this->failure[1] ?? '';
            return false;
        }
        return OldCalls::verify($this->verifier, $sig, $identifier, $init_time, $expire_time, $userbuf, $error_msg);
    }

    /** Throws what the constructor could not use. */
    private function fail(): Signer
    {
        throw $this->failure === null ? new \LogicException('the constructor was not called') : new UserSigException(...$this->failure);
    }
}
