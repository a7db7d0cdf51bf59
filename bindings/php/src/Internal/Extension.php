<?php

declare(strict_types=1);

namespace UserSig\Internal;

use UserSig\Native;

/** The PHP extension `usersig` (bindings/php/extension), which signs and verifies if it is loaded. */
final class Extension
{
    /** The extension of another version is not used: its classes may differ. */
    private const VERSION = '0.1.0';

    /** @var bool|null */
    private static $isUsed;

    public static function isUsed(): bool
    {
        return self::$isUsed ?? self::$isUsed = phpversion('usersig') === self::VERSION;
    }

    /** Returns whether the extension has read a key of version 1.0, and OpenSSL is not faster: on P-256 it is, by two to four times. */
    public static function isBetter(?Native\Key $key): bool
    {
        return $key !== null && !($key->isP256() && extension_loaded('openssl'));
    }

    /**
     * Returns what the extension returns for arguments that were checked before.
     *
     * @template T
     * @param T|null $result
     * @return T
     */
    public static function result($result)
    {
        if ($result === null) {
            throw new \LogicException('the extension usersig rejects what the package accepts; remove the extension, and report this');
        }
        return $result;
    }

    /**
     * Returns the signer of a key that the extension keeps; null of a key that PHP keeps.
     *
     * @param mixed $key
     */
    public static function signer($key, int $sdkAppId): ?Native\Signer
    {
        return $key instanceof Native\Key ? self::result($key->signer($sdkAppId)) : null;
    }

    /**
     * Returns the verifier of a key that the extension keeps; null of a key that PHP keeps.
     *
     * @param mixed $key
     */
    public static function verifier($key, int $sdkAppId): ?Native\Verifier
    {
        return $key instanceof Native\Key ? self::result($key->verifier($sdkAppId)) : null;
    }
}
