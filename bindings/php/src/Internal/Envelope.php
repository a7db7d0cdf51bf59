<?php

declare(strict_types=1);

namespace UserSig\Internal;

/** Token text to document and back: zlib inside a base64 of its own alphabet (docs/FORMAT.md, section 1). */
final class Envelope
{
    private const MAX_BYTES = 65536;
    /** Bytes that are inflated at a time: they become at most 1032 times as many. */
    private const CHUNK_BYTES = 256;
    /** The compressor needs less memory to be reset for each token, and writes the same lengths. */
    private const COMPRESSOR_MEMORY = 4;

    /** @var resource|\DeflateContext|null kept, because making one takes longer than compressing */
    private static $compressor;
    /** @var resource|\InflateContext|null */
    private static $decompressor;

    /** Packs a document into a token. */
    public static function seal(string $document): string
    {
        $compressor = self::$compressor ?? self::$compressor = deflate_init(ZLIB_ENCODING_DEFLATE, ['memory' => self::COMPRESSOR_MEMORY]);
        $stream = $compressor === false ? false : deflate_add($compressor, $document, ZLIB_FINISH);
        if ($stream === false) {
            throw new \RuntimeException('ext-zlib cannot compress');
        }
        return strtr(base64_encode($stream), '+/=', '*-_');
    }

    /**
     * Unpacks a token that is not in the oldest form.
     *
     * @throws Malformed
     */
    public static function open(string $token): string
    {
        return self::inflate(self::decode($token));
    }

    /** @throws Malformed */
    public static function checkLength(string $token): void
    {
        if (strlen($token) > self::MAX_BYTES) {
            throw Malformed::tooLong(strlen($token), self::MAX_BYTES);
        }
    }

    private static function decode(string $token): string
    {
        $stream = base64_decode(strtr($token, '*-_', '+/='), true);
        // Another text has the same bytes if it has foreign characters, or bits that the last character has too many.
        $only = strtr(base64_encode((string) $stream), '+/=', '*-_');
        if ($stream !== false && ($token === $only || $token === rtrim($only, '_'))) {
            return $stream;
        }
        $text = rtrim($token, '_');
        // A byte outside the alphabet is reported first: it explains more than a wrong length or padding in the middle.
        foreach (['/[^A-Za-z0-9*_-]/', '/_/'] as $foreign) {
            if (preg_match($foreign, $text, $match, PREG_OFFSET_CAPTURE) === 1) {
                throw Malformed::alphabet($match[0][0], $match[0][1]);
            }
        }
        // A word or a UserID is no token whose end is missing: its beginning is already another.
        throw self::startsLikeAToken($text) ? Malformed::base64Length(strlen($token)) : Malformed::zlibHeader();
    }

    /** Returns whether a text of the alphabet starts with a zlib header, as far as its characters reach. */
    private static function startsLikeAToken(string $text): bool
    {
        $start = (string) base64_decode(strtr(str_pad(substr($text, 0, 4), 4, 'A'), '*-', '+/'), true);
        if (strlen($text) < 2) {
            return true;
        }
        return strlen($text) === 2 ? (ord($start[0]) & 0x8f) === 8 : self::isZlibHeader($start);
    }

    /** Returns whether a text starts with method 8, a window of at most 32 KiB, no preset dictionary, and the check bits. */
    private static function isZlibHeader(string $stream): bool
    {
        $header = ord($stream[0]) << 8 | ord($stream[1]);
        return ($header & 0x0f00) === 0x0800 && $header >> 12 <= 7 && ($header & 0x20) === 0 && $header % 31 === 0;
    }

    private static function inflate(string $stream): string
    {
        if (strlen($stream) < 2) {
            throw Malformed::truncated();
        }
        if (!self::isZlibHeader($stream)) {
            throw Malformed::zlibHeader();
        }
        // Out of its place while in use: what an error leaves behind is not used again.
        $decompressor = self::$decompressor ?? inflate_init(ZLIB_ENCODING_RAW);
        self::$decompressor = null;
        if ($decompressor === false) {
            throw new \RuntimeException('ext-zlib cannot decompress');
        }
        $content = '';
        for ($at = 2; $at < strlen($stream); $at += self::CHUNK_BYTES) {
            $piece = @inflate_add($decompressor, substr($stream, $at, self::CHUNK_BYTES));
            if ($piece === false) {
                throw Malformed::zlibData();
            }
            $content .= $piece;
            if (strlen($content) > self::MAX_BYTES) {
                throw Malformed::inflatedTooLarge(self::MAX_BYTES);
            }
            if (inflate_get_status($decompressor) === ZLIB_STREAM_END) {
                self::checkEnd(substr($stream, 2 + inflate_get_read_len($decompressor)), $content);
                self::$decompressor = $decompressor;
                return $content;
            }
        }
        throw Malformed::truncated();
    }

    /** Checks that the checksum follows the deflate data, and nothing follows the checksum. */
    private static function checkEnd(string $end, string $content): void
    {
        if (strlen($end) < 4) {
            throw Malformed::truncated();
        }
        if (substr($end, 0, 4) !== hash('adler32', $content, true)) {
            throw Malformed::checksum();
        }
        if (strlen($end) > 4) {
            throw Malformed::trailingBytes(strlen($end) - 4);
        }
    }
}
