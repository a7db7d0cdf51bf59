<?php

declare(strict_types=1);

namespace UserSig\Internal;

/** Decimal numbers in documents: up to 64 bits without a sign, which PHP's integers do not hold. */
final class Decimal
{
    private const MAX_64_BITS = '18446744073709551615';

    /** Returns whether a text is digits without a sign or leading zeros. */
    public static function isPlain(string $text): bool
    {
        return $text !== '' && strspn($text, '0123456789') === strlen($text) && ($text[0] !== '0' || $text === '0');
    }

    /** Returns whether a plain number has at most 64 bits. */
    public static function fits64Bits(string $digits): bool
    {
        return !self::isAbove($digits, self::MAX_64_BITS);
    }

    /** Returns a plain number; PHP_INT_MAX for one that is larger. */
    public static function toInt(string $digits): int
    {
        // (int) is PHP_INT_MAX for what is larger.
        return (int) $digits;
    }

    /** Returns a sum of numbers that are not negative; PHP_INT_MAX if it is larger. */
    public static function add(int $a, int $b): int
    {
        return $a > PHP_INT_MAX - $b ? PHP_INT_MAX : $a + $b;
    }

    private static function isAbove(string $digits, string $limit): bool
    {
        return strlen($digits) === strlen($limit) ? strcmp($digits, $limit) > 0 : strlen($digits) > strlen($limit);
    }
}
