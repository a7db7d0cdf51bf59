<?php

declare(strict_types=1);

namespace UserSig\Tests;

use UserSig\UserSigException;

/** What the tests have in common. */
abstract class TestCase extends \PHPUnit\Framework\TestCase
{
    /** Returns the exception of this kind that the call throws. */
    protected static function fails(string $kind, callable $call): UserSigException
    {
        try {
            $call();
        } catch (UserSigException $e) {
            self::assertSame($kind, $e->kind());
            return $e;
        }
        self::fail("no error of the kind $kind");
    }

    /** Returns a folder of the repository, or the one that the variable names. */
    protected static function folder(string $variable, string $path): string
    {
        $folder = getenv($variable);
        return $folder === false ? dirname(__DIR__, 3) . "/$path" : $folder;
    }

    /**
     * Reads a file of tests/vectors, where 64-bit numbers stay texts.
     *
     * @return array<string, mixed>
     */
    protected static function vectors(string $name): array
    {
        static $read = [];
        if (!isset($read[$name])) {
            $json = file_get_contents(self::folder('VECTORS', 'tests/vectors') . "/$name.json");
            $read[$name] = json_decode((string) $json, true, 512, JSON_BIGINT_AS_STRING | JSON_THROW_ON_ERROR);
        }
        return $read[$name];
    }
}
