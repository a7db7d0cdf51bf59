<?php

declare(strict_types=1);

namespace UserSig\Internal;

use UserSig\UserSigException;

/** Points in time as Unix seconds, and lengths of time. */
final class Time
{
    private const END_OF_9999 = 253402300799;

    /** @throws UserSigException of the kind TIME if the system clock was never set */
    public static function now(): int
    {
        $now = time();
        if ($now < 0) {
            throw new UserSigException(
                UserSigException::TIME,
                'the system clock is before 1 January 1970; set the clock, or pass the time'
            );
        }
        return $now;
    }

    /** Returns the seconds, and the date as well until the year 9999. */
    public static function describe(int $seconds): string
    {
        return $seconds > self::END_OF_9999 ? (string) $seconds : $seconds . gmdate(' (Y-m-d H:i:s \U\T\C)', $seconds);
    }

    /** Returns a length of time in its two largest units. */
    public static function length(int $seconds): string
    {
        if ($seconds < 60) {
            return "$seconds s";
        }
        if ($seconds < 3600) {
            return sprintf('%d min %d s', intdiv($seconds, 60), $seconds % 60);
        }
        if ($seconds < 86400) {
            return sprintf('%d h %d min', intdiv($seconds, 3600), intdiv($seconds % 3600, 60));
        }
        return sprintf('%d d %d h', intdiv($seconds, 86400), intdiv($seconds % 86400, 3600));
    }
}
