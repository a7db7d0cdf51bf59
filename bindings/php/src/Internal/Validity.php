<?php

declare(strict_types=1);

namespace UserSig\Internal;

use UserSig\UserSigException;

/** For how many seconds a token is valid. */
final class Validity
{
    private const MAX_SECONDS = 1576800000;

    /** @throws UserSigException of the kind VALIDITY */
    public static function check(int $seconds): void
    {
        if ($seconds < 1 || $seconds > self::MAX_SECONDS) {
            throw new UserSigException(
                UserSigException::VALIDITY,
                "the validity is $seconds seconds; expected 1 to " . self::MAX_SECONDS . ' (50 years)'
            );
        }
    }
}
