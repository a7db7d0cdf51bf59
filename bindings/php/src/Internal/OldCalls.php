<?php

declare(strict_types=1);

namespace UserSig\Internal;

use UserSig\Contents;
use UserSig\Expectation;
use UserSig\Finding;
use UserSig\Room;
use UserSig\Signer;
use UserSig\SignRequest;
use UserSig\UserIdRule;
use UserSig\UserSigException;
use UserSig\Verifier;

/** What the classes that servers call today have in common: their arguments have any type, and their verifiers return through references. */
final class OldCalls
{
    /**
     * Returns an integer that may be given as its text.
     *
     * @param mixed $value
     * @param string $kind the kind of the error
     */
    public static function int($value, string $kind): int
    {
        $number = is_string($value) || is_float($value) ? filter_var($value, FILTER_VALIDATE_INT) : $value;
        if (!is_int($number)) {
            throw new UserSigException($kind, "the argument for $kind is no whole number; expected an integer, or its digits as a text");
        }
        return $number;
    }

    /**
     * Returns a text; an integer becomes its digits.
     *
     * @param mixed $value
     * @param string $kind the kind of the error
     */
    public static function text($value, string $kind): string
    {
        if (!is_string($value) && !is_int($value)) {
            throw new UserSigException($kind, "the argument for $kind is no text; expected a string");
        }
        return (string) $value;
    }

    /**
     * @param mixed $userId
     * @param mixed $validity
     */
    public static function sign(Signer $signer, $userId, $validity, ?Contents $contents = null): string
    {
        $userId = self::text($userId, UserSigException::USERID);
        $validity = self::int($validity, UserSigException::VALIDITY);
        return $contents === null ? $signer->sign($userId, $validity, UserIdRule::ANY)
            : $signer->signRequest(new SignRequest($userId, $validity, $contents, null, UserIdRule::ANY));
    }

    /** @param mixed $number */
    public static function room($number): Room
    {
        return Room::fromNumber(self::int($number, UserSigException::ROOM));
    }

    /** @param mixed $privileges */
    public static function privateMapKey(Room $room, $privileges): Contents
    {
        return Contents::privateMapKey($room, self::int($privileges, UserSigException::PRIVILEGES));
    }

    /** @param mixed $bytes */
    public static function userbuf($bytes): Contents
    {
        return Contents::userbuf(self::text($bytes, UserSigException::USERBUF));
    }

    /**
     * Verifies a token as the old classes do: by the system clock, with any userbuf.
     *
     * @param mixed $sig
     * @param mixed $userId
     * @param int|string $initTime gets when the token was issued, in Unix seconds, if the token is valid or has only expired
     * @param int|string $expireTime gets for how many seconds the token is valid, like $initTime
     * @param string $userbuf gets the userbuf; empty if there is none or the token is not valid
     * @param string $errorMessage gets what is wrong; empty if the token is valid
     */
    public static function verify(Verifier $verifier, $sig, $userId, &$initTime, &$expireTime, &$userbuf, &$errorMessage): bool
    {
        [$initTime, $expireTime, $userbuf, $errorMessage] = [0, 0, '', ''];
        try {
            $expectation = new Expectation(self::text($userId, UserSigException::USERID));
            $result = $verifier->verify(self::text($sig, UserSigException::TOKEN), $expectation);
        } catch (UserSigException $e) {
            $errorMessage = $e->getMessage();
            return false;
        }
        $token = $result->unverifiedToken();
        $finding = $result->finding();
        // The first finding is the expiry: the signature is right.
        if ($token !== null && ($finding === null || $finding->name() === Finding::EXPIRED)) {
            [$initTime, $expireTime] = [$token->issuedAt(), $token->validity()];
        }
        if ($token === null || $finding !== null) {
            $errorMessage = $finding === null ? '' : $finding->detail();
            return false;
        }
        $userbuf = $token->userbuf() ?? '';
        return true;
    }
}
