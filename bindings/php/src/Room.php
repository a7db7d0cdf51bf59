<?php

declare(strict_types=1);

namespace UserSig;

use UserSig\Internal\Text;

/** The TRTC room that a PrivateMapKey is for: a numeric room or a string room, whichever the application uses. */
final class Room
{
    private const MAX_NUMBER = 4294967294;
    private const MAX_NAME_BYTES = 64;
    private const PUNCTUATION = '!#$%&()+-:;<=.>?@[]^_{}|~,';

    /** @var int|string */
    private $room;

    /** @param int|string $room */
    private function __construct($room)
    {
        $this->room = $room;
    }

    /**
     * Makes a numeric room.
     *
     * @param int $number 1 to 4294967294
     * @throws UserSigException of the kind ROOM
     */
    public static function fromNumber(int $number): self
    {
        if ($number < 1 || $number > self::MAX_NUMBER) {
            throw new UserSigException(UserSigException::ROOM, "the room number is $number; expected 1 to " . self::MAX_NUMBER);
        }
        return new self($number);
    }

    /**
     * Makes a string room.
     *
     * @param string $name 1 to 64 bytes of `a-z A-Z 0-9`, space and `!#$%&()+-:;<=.>?@[]^_{}|~,`
     * @throws UserSigException of the kind ROOM
     */
    public static function fromName(string $name): self
    {
        $length = strlen($name);
        if ($length < 1 || $length > self::MAX_NAME_BYTES) {
            throw new UserSigException(
                UserSigException::ROOM,
                "the string room is $length bytes long; expected 1 to " . self::MAX_NAME_BYTES
            );
        }
        $offset = strspn($name, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ' . self::PUNCTUATION);
        if ($offset < $length) {
            throw new UserSigException(
                UserSigException::ROOM,
                'the string room has the character ' . Text::quoteCharacter(Text::characterAt($name, $offset))
                . " at byte $offset; expected a-z A-Z 0-9, space and " . self::PUNCTUATION
            );
        }
        return new self($name);
    }

    /** Returns the number; null of a string room. */
    public function number(): ?int
    {
        return is_int($this->room) ? $this->room : null;
    }

    /** Returns the name; null of a numeric room. */
    public function name(): ?string
    {
        return is_string($this->room) ? $this->room : null;
    }
}
