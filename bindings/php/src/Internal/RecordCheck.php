<?php

declare(strict_types=1);

namespace UserSig\Internal;

use UserSig\Contents;
use UserSig\Finding;
use UserSig\PrivateMapKey;
use UserSig\Privileges;
use UserSig\Token;

/** Compares a PrivateMapKey record with its own token, and with what the caller expects. */
final class RecordCheck
{
    /** Several writers read the clock twice, once for the record and once for the token. */
    private const EXPIRY_TOLERANCE_SECONDS = 60;

    /** @return list<Finding> */
    public static function findings(Token $token, ?Contents $contents, int $now, int $leeway): array
    {
        $record = $token->privateMapKey();
        if ($record === null) {
            return $contents === null || $contents->room() === null ? [] : [self::mismatch(
                'the token has no PrivateMapKey record; expected one for a room',
                'pass the PrivateMapKey that was signed for the room, not the UserSig'
            )];
        }
        return array_merge(
            self::differencesFromToken($record, $token, $now, $leeway),
            $contents === null ? [] : self::differencesFromExpected($record, $contents)
        );
    }

    /** @return list<Finding> */
    private static function differencesFromToken(PrivateMapKey $record, Token $token, int $now, int $leeway): array
    {
        $findings = [];
        $is = 'the PrivateMapKey record is';
        if ($record->accountBytes() !== $token->userId()) {
            $findings[] = self::mismatch(
                "$is for UserID " . Text::quote($record->account()) . '; its token is for ' . Text::quote($token->userId()),
                'sign the record and the token for the same UserID; code that copies the UserID character by character corrupts one that '
                . 'is not ASCII'
            );
        }
        if ($record->sdkAppId() !== $token->sdkAppId()) {
            $findings[] = self::mismatch(
                "$is for SDKAppID {$record->sdkAppId()}; its token is for " . Text::clip($token->sdkAppIdText()),
                'sign the record and the token for the same SDKAppID'
            );
        }
        if ($record->room() === 0 || $record->room() === '') {
            $findings[] = self::mismatch(
                "$is for room 0, which is not a room",
                'sign the PrivateMapKey for a room number from 1 to 4294967294, or for a string room'
            );
        }
        $end = Time::describe($record->expiresAt());
        if (abs($record->expiresAt() - $token->expiresAt()) > self::EXPIRY_TOLERANCE_SECONDS && !$token->isTimeApproximate()) {
            $findings[] = self::mismatch(
                "$is valid until $end, but its token is valid until " . Time::describe($token->expiresAt()),
                'write the issue time plus the validity into the record, as Unix seconds in big-endian order'
            );
        }
        // If the token has expired too, its own finding reports that.
        if ($now > Decimal::add($record->expiresAt(), $leeway) && $now <= Decimal::add($token->expiresAt(), $leeway)) {
            $findings[] = self::mismatch(
                "the PrivateMapKey record has expired: it was valid until $end, and now is " . Time::describe($now),
                'sign a new PrivateMapKey'
            );
        }
        return $findings;
    }

    /** @return list<Finding> */
    private static function differencesFromExpected(PrivateMapKey $record, Contents $contents): array
    {
        $room = $contents->room();
        if ($room === null) {
            return [];
        }
        $findings = [];
        $expected = $room->number() ?? $room->name();
        if ($record->room() !== $expected) {
            $findings[] = self::mismatch(
                'the PrivateMapKey record is for ' . self::describe($record->room()) . '; expected ' . self::describe($expected),
                'sign a PrivateMapKey for the room that the user enters'
            );
        }
        $missing = $contents->privileges() & ~$record->privileges();
        if ($missing !== Privileges::NONE) {
            $findings[] = self::mismatch(
                'the PrivateMapKey record does not allow ' . implode(', ', Privileges::names($missing)),
                'sign a PrivateMapKey with the missing privileges'
            );
        }
        return $findings;
    }

    /** @param int|string|null $room */
    private static function describe($room): string
    {
        return is_int($room) ? "room $room" : 'string room ' . Text::quote((string) $room);
    }

    private static function mismatch(string $detail, string $hint): Finding
    {
        return new Finding(Finding::RECORD_MISMATCH, $detail, $hint);
    }
}
