<?php

declare(strict_types=1);

namespace UserSig\Internal;

/** Text from outside: what is wrong with it, and how much of it is quoted in messages. */
final class Text
{
    private const MAX_QUOTED_CHARACTERS = 64;

    /** Returns the offset of the first ASCII control character; null if there is none. */
    public static function findControl(string $text): ?int
    {
        return preg_match('/[\x00-\x1f\x7f]/', $text, $match, PREG_OFFSET_CAPTURE) === 1 ? $match[0][1] : null;
    }

    /** Returns the offset of the first byte that is not UTF-8; null if the text is valid. */
    public static function findNonUtf8(string $text): ?int
    {
        if (preg_match('//u', $text) === 1) {
            return null;
        }
        // Well-formed characters (RFC 3629, section 4), as many as there are.
        preg_match(
            '/\A(?:[\x00-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]'
            . '|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})*+/',
            $text,
            $match
        );
        return strlen($match[0] ?? '');
    }

    /** Returns the character (UTF-8) at an offset in bytes. */
    public static function characterAt(string $text, int $offset): string
    {
        return preg_match('/\G./us', $text, $match, 0, $offset) === 1 ? $match[0] : $text[$offset];
    }

    /** Returns the text with every byte that is not UTF-8 replaced by U+FFFD. */
    public static function lossy(string $bytes): string
    {
        $text = json_encode($bytes, JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_UNICODE);
        return (string) json_decode((string) $text);
    }

    /** Returns a text in quotes for a message, shortened: a token may have 64 KiB of it. */
    public static function quote(string $text): string
    {
        return '"' . self::escape(self::clip($text), '"') . '"';
    }

    /** Returns a character in quotes for a message. */
    public static function quoteCharacter(string $character): string
    {
        return "'" . self::escape($character, "'") . "'";
    }

    /** Returns the first characters of a text. */
    public static function clip(string $text): string
    {
        $pattern = '/\A.{' . self::MAX_QUOTED_CHARACTERS . '}(?=.)/us';
        return preg_match($pattern, $text, $match) === 1 ? $match[0] . '…' : $text;
    }

    /** Escapes what could break a line or cannot be seen. */
    private static function escape(string $text, string $quote): string
    {
        $named = ["\0" => '\0', "\t" => '\t', "\n" => '\n', "\r" => '\r', '\\' => '\\\\', $quote => '\\' . $quote];
        $escaped = preg_replace_callback(
            '/[\\\\' . $quote . ']|[\p{C}\p{Z}\p{Mn}\p{Me}](?<! )/u',
            static function (array $match) use ($named): string {
                return $named[$match[0]] ?? sprintf('\u{%x}', self::codePoint($match[0]));
            },
            $text
        );
        return $escaped ?? '';
    }

    private static function codePoint(string $character): int
    {
        $first = ord($character[0]);
        $length = strlen($character);
        // The first byte of n has n + 1 leading bits of length, each other byte two.
        $point = $length === 1 ? $first : $first & (0x7f >> $length);
        for ($at = 1; $at < $length; $at++) {
            $point = $point << 6 | ord($character[$at]) & 0x3f;
        }
        return $point;
    }
}
