<?php

declare(strict_types=1);

namespace UserSig\Tests;

use UserSig\UserSigException;

/** A suite that needs nothing but PHP: it also runs where PHPUnit does not, on each version of PHP and under php-fpm. */
final class Check
{
    /** @var int */
    private static $passed = 0;
    /** @var int */
    private static $failed = 0;

    public static function test(string $name, callable $body): void
    {
        try {
            $body();
            self::$passed++;
        } catch (\Throwable $e) {
            self::$failed++;
            echo "FAILED  $name: ", get_class($e), ': ', $e->getMessage(), ' (', basename($e->getFile()), ':', $e->getLine(), ")\n";
        }
    }

    /**
     * @param mixed $expected
     * @param mixed $found
     */
    public static function same($expected, $found): void
    {
        if ($expected !== $found) {
            $text = json_encode([$expected, $found], JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE);
            throw new \RuntimeException("expected and found: $text");
        }
    }

    public static function true(bool $is, string $what): void
    {
        if (!$is) {
            throw new \RuntimeException("not true: $what");
        }
    }

    /** Returns the exception of this kind that the call throws. */
    public static function fails(string $kind, callable $call): UserSigException
    {
        try {
            $call();
        } catch (UserSigException $e) {
            self::same($kind, $e->kind());
            return $e;
        }
        throw new \RuntimeException("no error of the kind $kind");
    }

    /** Returns a folder of the repository, or the one that the variable names. */
    public static function folder(string $variable, string $path): string
    {
        $folder = getenv($variable);
        return $folder === false ? dirname(__DIR__, 3) . "/$path" : $folder;
    }

    /**
     * Reads a file of tests/vectors, where 64-bit numbers stay texts.
     *
     * @return array<string, mixed>
     */
    public static function vectors(string $name): array
    {
        $json = file_get_contents(self::folder('VECTORS', 'tests/vectors') . "/$name.json");
        return json_decode((string) $json, true, 512, JSON_BIGINT_AS_STRING | JSON_THROW_ON_ERROR);
    }

    /** Prints the result, and returns the exit status. */
    public static function finish(): int
    {
        echo self::$passed, ' passed, ', self::$failed, " failed\n";
        return self::$failed === 0 && self::$passed > 0 ? 0 : 1;
    }
}
