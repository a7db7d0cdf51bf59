<?php

declare(strict_types=1);

namespace UserSig\Internal;

/**
 * The members of a JSON object, each value as its own text. json_decode() cannot do this: it accepts a key twice and loses how a
 * number is written.
 */
final class JsonObject
{
    private const WHITE_SPACE = " \t\n\r";
    private const STRING = '/\G"(?:[^"\\\\\x00-\x1f]++|\\\\(?:["\\\\\/bfnrt]|u[0-9a-fA-F]{4}))*+"/';
    private const NUMBER_OR_NAME = '/\G(?:-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+|true|false|null)/';
    private const UNESCAPED = JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_LINE_TERMINATORS;

    /** @var string */
    private $json;
    /** @var int */
    private $at = 0;

    private function __construct(string $json)
    {
        $this->json = $json;
    }

    /**
     * Reads an object.
     *
     * @return array<string, string> the text of each value, by its name with a quotation mark before it: PHP makes numbers of keys that are
     * digits
     * @throws Malformed
     */
    public static function parse(string $json): array
    {
        $members = self::plainObject($json);
        if ($members !== null) {
            return $members;
        }
        $invalid = Text::findNonUtf8($json);
        if ($invalid !== null) {
            throw Malformed::json("byte $invalid is not UTF-8");
        }
        return (new self($json))->object();
    }

    /**
     * Reads an object of strings and integers as nearly every writer has it, several times as fast; null if it is another text. What
     * json_encode() makes of the values is the same text, so json_decode() has lost nothing: there is no key twice, and no other form of a
     * number.
     *
     * @return array<string, string>|null
     */
    private static function plainObject(string $json): ?array
    {
        $values = $json !== '' && $json[0] === '{' ? json_decode($json, true) : null;
        // Without escapes, or with all that PHP writes.
        $flags = strpos($json, '\\') === false ? self::UNESCAPED : 0;
        if (!is_array($values) || json_encode($values, $flags) !== $json) {
            return null;
        }
        $members = [];
        foreach ($values as $name => $value) {
            if (is_int($value)) {
                $members["\"$name"] = (string) $value;
            } elseif (is_string($value)) {
                $members["\"$name"] = $flags === 0 ? (string) json_encode($value) : "\"$value\"";
            } else {
                return null;
            }
        }
        return $members;
    }

    /**
     * Returns the text that a JSON string has.
     *
     * @throws Malformed
     */
    public static function unquote(string $key, string $raw): string
    {
        if ($raw[0] !== '"') {
            throw Malformed::field("$key must be a JSON string");
        }
        if (strpos($raw, '\\') === false) {
            return substr($raw, 1, -1);
        }
        $text = json_decode($raw);
        if (!is_string($text)) {
            throw Malformed::json("$key has a bad escape");
        }
        return $text;
    }

    /** @return array<string, string> */
    private function object(): array
    {
        $members = [];
        $duplicate = null;
        $this->skipSpace();
        if ($this->next() !== '{') {
            throw Malformed::json('the document is no object');
        }
        $this->at++;
        $this->skipSpace();
        if ($this->next() === '}') {
            $this->at++;
            $this->end();
            return [];
        }
        do {
            $this->skipSpace();
            $name = '"' . self::unquote('a key', $this->token(self::STRING));
            $this->skipSpace();
            $this->expect(':');
            $this->skipSpace();
            if (isset($members[$name]) && $duplicate === null) {
                $duplicate = substr($name, 1);
            }
            $members[$name] = $this->value();
            $this->skipSpace();
            $separator = $this->next();
            $this->at++;
        } while ($separator === ',');
        $this->at--;
        $this->expect('}');
        $this->end();
        if ($duplicate !== null) {
            throw Malformed::duplicateKey($duplicate);
        }
        return $members;
    }

    /** Reads a value and returns its text. Without recursion: a document can be 64 KiB of brackets. */
    private function value(): string
    {
        $start = $this->at;
        $open = '';
        do {
            $this->skipSpace();
            $next = $this->next();
            if ($next === '[' || $next === '{') {
                $this->at++;
                $this->skipSpace();
                if ($this->next() !== ($next === '[' ? ']' : '}')) {
                    $open .= $next;
                    $this->memberName($open);
                    continue;
                }
                $this->at++;
            } elseif ($next === '"') {
                $this->token(self::STRING);
            } else {
                $this->token(self::NUMBER_OR_NAME);
            }
            // The end of a value may be the end of what it is in.
            while ($open !== '') {
                $end = substr($open, -1) === '[' ? ']' : '}';
                $this->skipSpace();
                if ($this->next() === ',') {
                    $this->at++;
                    $this->skipSpace();
                    $this->memberName($open);
                    break;
                }
                $this->expect($end);
                $open = substr($open, 0, -1);
            }
        } while ($open !== '');
        return substr($this->json, $start, $this->at - $start);
    }

    /** Reads the name of a member and its colon, inside an object. */
    private function memberName(string $open): void
    {
        if (substr($open, -1) === '{') {
            $this->token(self::STRING);
            $this->skipSpace();
            $this->expect(':');
        }
    }

    private function token(string $pattern): string
    {
        if (preg_match($pattern, $this->json, $match, 0, $this->at) !== 1) {
            throw $this->unexpected();
        }
        $this->at += strlen($match[0]);
        return $match[0];
    }

    private function next(): string
    {
        return $this->json[$this->at] ?? '';
    }

    private function expect(string $character): void
    {
        if ($this->next() !== $character) {
            throw $this->unexpected();
        }
        $this->at++;
    }

    private function end(): void
    {
        $this->skipSpace();
        if ($this->at < strlen($this->json)) {
            throw $this->unexpected();
        }
    }

    private function skipSpace(): void
    {
        $this->at += strspn($this->json, self::WHITE_SPACE, $this->at);
    }

    private function unexpected(): Malformed
    {
        return Malformed::json($this->at < strlen($this->json) ? "not valid at byte $this->at" : 'it ends too early');
    }
}
