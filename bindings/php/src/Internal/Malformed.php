<?php

declare(strict_types=1);

namespace UserSig\Internal;

/** Why a token cannot be read; the verifier makes a finding of it. */
final class Malformed extends \RuntimeException
{
    public const HINT_DOCUMENT =
        "the signing code writes a document that is not a UserSig's: sign the same fields with this library, and compare";
    private const HINT_SIZE = 'no UserSig is that large: check what was pasted or sent instead of one';
    private const HINT_END =
        'the end of the token is missing: look for a column, a log or a buffer that is too short, then sign a new token';
    private const HINT_ALTERED =
        'the token was altered after it was signed: compare it with what the server signed, then sign a new token';

    /** @var string what to do */
    private $hint;
    /** @var bool whether the token was truncated, for which the service has a code of its own */
    private $isTruncation;

    private function __construct(string $detail, string $hint, bool $isTruncation = false)
    {
        parent::__construct($detail);
        $this->hint = $hint;
        $this->isTruncation = $isTruncation;
    }

    public function hint(): string
    {
        return $this->hint;
    }

    public function isTruncation(): bool
    {
        return $this->isTruncation;
    }

    public static function tooLong(int $length, int $max): self
    {
        return new self("base64: the token is $length characters long; expected at most $max", self::HINT_SIZE);
    }

    public static function alphabet(string $byte, int $offset): self
    {
        return new self(
            sprintf(
                'base64: byte 0x%02X at offset %d is outside the alphabet; expected A-Z a-z 0-9 * - and _ as padding',
                ord($byte),
                $offset
            ),
            'pass the token exactly as it was signed: no quotes, spaces or line breaks, no URL encoding, and '
            . 'base64 with + / = mapped to * - _'
        );
    }

    public static function base64Length(int $length): self
    {
        return new self(
            "base64: the end of the $length characters is not valid; expected groups of four characters, "
            . 'the last one with or without its padding _',
            self::HINT_END,
            true
        );
    }

    public static function zlibHeader(): self
    {
        return new self(
            'zlib: the content does not start with a zlib header (RFC 1950)',
            'this is not a UserSig: check whether something else (a UserID, a JWT, a key) was passed instead'
        );
    }

    public static function zlibData(): self
    {
        return new self('zlib: the compressed data is corrupt', self::HINT_ALTERED);
    }

    public static function truncated(): self
    {
        return new self('zlib: the stream ends too early: the token is truncated', self::HINT_END, true);
    }

    public static function checksum(): self
    {
        return new self('zlib: the checksum (Adler-32) does not match: a character was altered', self::HINT_ALTERED);
    }

    public static function trailingBytes(int $extra): self
    {
        return new self("zlib: $extra bytes follow the end of the stream; expected none", self::HINT_ALTERED);
    }

    public static function inflatedTooLarge(int $max): self
    {
        return new self("zlib: the content inflates to more than $max bytes", self::HINT_SIZE);
    }

    public static function json(string $reason): self
    {
        return new self("JSON: $reason", self::HINT_DOCUMENT);
    }

    public static function duplicateKey(string $key): self
    {
        return self::json('the key ' . Text::quote($key) . ' appears twice; expected each key once');
    }

    public static function field(string $detail): self
    {
        return new self("field: $detail", self::HINT_DOCUMENT);
    }

    public static function notDecimal(string $field, string $found): self
    {
        return self::field(
            "$field is " . Text::quote($found)
            . '; expected plain decimal digits, at most 64 bits, without sign, fraction, exponent or leading zeros'
        );
    }
}
