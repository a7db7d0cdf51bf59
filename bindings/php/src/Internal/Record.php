<?php

declare(strict_types=1);

namespace UserSig\Internal;

use UserSig\Room;
use UserSig\UserSigException;

/** The bytes of a PrivateMapKey record (docs/FORMAT.md, section 3). All integers are big-endian. */
final class Record
{
    private const MAX_EXPIRY = 4294967295;

    /**
     * Returns the end of a PrivateMapKey if the 32 bits of the record can hold it.
     *
     * @throws UserSigException of the kind PRIVATE_MAP_KEY_EXPIRY
     */
    public static function checkExpiry(int $expiresAt): int
    {
        if ($expiresAt > self::MAX_EXPIRY) {
            throw new UserSigException(
                UserSigException::PRIVATE_MAP_KEY_EXPIRY,
                'the PrivateMapKey would expire at ' . Time::describe($expiresAt) . '; expected at most ' . self::MAX_EXPIRY
                . ' (7 February 2106), the end of its 32 bits; shorten the validity or check the clock'
            );
        }
        return $expiresAt;
    }

    /** Returns the record of a PrivateMapKey. */
    public static function write(string $account, int $sdkAppId, Room $room, int $expiresAt, int $privileges, int $accountType): string
    {
        $name = $room->name();
        return pack('Cn', $name === null ? 0 : 1, strlen($account)) . $account
            . pack('N5', $sdkAppId, $room->number() ?? 0, $expiresAt, $privileges, $accountType)
            . ($name === null ? '' : pack('n', strlen($name)) . $name);
    }

    /**
     * Reads a record that fills the bytes exactly; null for any other userbuf.
     *
     * @return array{account: string, sdkappid: int, room: int|string, expires_at: int, privileges: int}|null
     */
    public static function read(string $bytes): ?array
    {
        $version = ord($bytes[0] ?? "\xff");
        $account = self::text($bytes, 1);
        if ($version > 1 || $account === null || strlen($bytes) < strlen($account) + 23) {
            return null;
        }
        $at = strlen($account) + 3;
        /** @var array{sdkappid: int, room: int, expires_at: int, privileges: int, type: int} $numbers */
        $numbers = unpack('Nsdkappid/Nroom/Nexpires_at/Nprivileges/Ntype', $bytes, $at);
        $name = $version === 1 ? self::text($bytes, $at + 20) : '';
        $length = $at + 20 + ($version === 1 ? 2 + strlen($name ?? '') : 0);
        if ($name === null || $length !== strlen($bytes)) {
            return null;
        }
        return [
            'account' => $account,
            'sdkappid' => $numbers['sdkappid'],
            'room' => $version === 1 ? Text::lossy($name) : $numbers['room'],
            'expires_at' => $numbers['expires_at'],
            'privileges' => $numbers['privileges'],
        ];
    }

    /** Returns the text after its length; null if the bytes end before. */
    private static function text(string $bytes, int $at): ?string
    {
        if (strlen($bytes) < $at + 2) {
            return null;
        }
        $length = ord($bytes[$at]) << 8 | ord($bytes[$at + 1]);
        return strlen($bytes) < $at + 2 + $length ? null : substr($bytes, $at + 2, $length);
    }
}
