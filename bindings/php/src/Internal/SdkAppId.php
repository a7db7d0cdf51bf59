<?php

declare(strict_types=1);

namespace UserSig\Internal;

use UserSig\UserSigException;

/** The number of an application. */
final class SdkAppId
{
    public const MAX = 4294967295;

    /** @throws UserSigException of the kind SDKAPPID */
    public static function check(int $number): void
    {
        if ($number < 1 || $number > self::MAX) {
            throw new UserSigException(
                UserSigException::SDKAPPID,
                "the SDKAppID is $number; expected the number the console shows for the application, 1 to " . self::MAX
            );
        }
    }
}
