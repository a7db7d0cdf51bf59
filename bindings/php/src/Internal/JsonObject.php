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

    /** A member as nearly every writer has it: no white space, no escapes, a string or a number without a fraction. */
    private const PLAIN_MEMBER = '/(?:\A\{|(?!\A)\G,)("[^"\\\\\x00-\x1f]*+)":("[^"\\\\\x00-\x1f]*+"|0|[1-9][0-9]*+)/';

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
        $invalid = Text::findNonUtf8($json);
        if ($invalid !== null) {
            throw Malformed::json("byte $invalid is not UTF-8");
        }
        return self::plainObject($json) ?? (new self($json))->object();
    }

    /**
     * Reads an object whose members are all plain and different, several times as fast; null if it is another text.
     *
     * @return array<string, string>|null
     */
    private static function plainObject(string $json): ?array
    {
        $count = (int) preg_match_all(self::PLAIN_MEMBER, $json, $match);
        if ($count === 0 || implode('', $match[0]) . '}' !== $json) {
            return null;
        }
        $members = array_combine($match[1], $match[2]);
        return count($members) === $count ? $members : null;
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
