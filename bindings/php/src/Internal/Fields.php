<?php

declare(strict_types=1);

namespace UserSig\Internal;

/** The fields of a document with their rules. */
final class Fields
{
    /** @var array<string, string> */
    private $members;

    /** @param array<string, string> $members what JsonObject::parse() returns */
    public function __construct(array $members)
    {
        $this->members = $members;
    }

    public function text(string $key): string
    {
        return JsonObject::unquote($key, $this->required($key));
    }

    public function optionalText(string $key): ?string
    {
        return isset($this->members["\"$key"]) ? $this->text($key) : null;
    }

    public function signedText(string $key): string
    {
        $text = $this->text($key);
        $control = Text::findControl($text);
        if ($control !== null) {
            throw Malformed::field(sprintf(
                '%s has the control character U+%04X; expected none, since a line break can turn the signed text into that of another document',
                $key,
                ord($text[$control])
            ));
        }
        return $text;
    }

    public function optionalSignedText(string $key): ?string
    {
        return isset($this->members["\"$key"]) ? $this->signedText($key) : null;
    }

    /**
     * Returns a number of version 2.0 without fraction or exponent.
     *
     * @param list<string> $asText gets the key if the number is written as a string, as some writers do: the signed text is the same
     */
    public function number(string $key, array &$asText): string
    {
        $raw = $this->required($key);
        if ($raw[0] === '"') {
            $inside = substr($raw, 1, -1);
            if (!Decimal::isPlain($inside)) {
                throw Malformed::notDecimal($key, $inside);
            }
            $asText[] = $key;
            return $inside;
        }
        if (strpos('-0123456789', $raw[0]) === false) {
            throw Malformed::field("$key must be a JSON number");
        }
        if (strpbrk($raw, '.eE') !== false) {
            throw Malformed::notDecimal($key, $raw);
        }
        return $raw;
    }

    /** Returns the text if it is a plain number of at most 64 bits. */
    public static function whole(string $key, string $text): string
    {
        if (!Decimal::isPlain($text) || !Decimal::fits64Bits($text)) {
            throw Malformed::notDecimal($key, $text);
        }
        return $text;
    }

    /** Returns the bytes of a base64 text that is the only one for them. */
    public static function base64(string $key, string $text): string
    {
        $bytes = base64_decode($text, true);
        if ($bytes === false || base64_encode($bytes) !== $text) {
            throw Malformed::field("$key is not canonical base64 (RFC 4648 with padding)");
        }
        return $bytes;
    }

    private function required(string $key): string
    {
        if (!isset($this->members["\"$key"])) {
            throw Malformed::field("$key is missing");
        }
        return $this->members["\"$key"];
    }
}
