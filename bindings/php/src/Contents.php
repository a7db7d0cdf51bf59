<?php

declare(strict_types=1);

namespace UserSig;

/** What a token contains beside the UserID: nothing, a userbuf, or a PrivateMapKey record. */
final class Contents
{
    private const MAX_USERBUF_BYTES = 32768;

    /** @var string|null */
    private $userbuf;
    /** @var Room|null */
    private $room;
    /** @var int */
    private $privileges;

    private function __construct(?string $userbuf, ?Room $room, int $privileges)
    {
        $this->userbuf = $userbuf;
        $this->room = $room;
        $this->privileges = $privileges;
    }

    /** Nothing: a plain UserSig. */
    public static function none(): self
    {
        return new self(null, null, Privileges::NONE);
    }

    /**
     * Bytes of the application.
     *
     * @param string $bytes 0 to 32768 bytes
     * @throws UserSigException of the kind USERBUF
     */
    public static function userbuf(string $bytes): self
    {
        $length = strlen($bytes);
        if ($length > self::MAX_USERBUF_BYTES) {
            throw new UserSigException(
                UserSigException::USERBUF,
                "the userbuf is $length bytes long; expected at most " . self::MAX_USERBUF_BYTES
            );
        }
        return new self($bytes, null, Privileges::NONE);
    }

    /**
     * The permission to do some things in one room. In an expectation: with at least these privileges.
     *
     * @param int $privileges bits of Privileges
     * @throws UserSigException of the kind PRIVILEGES
     */
    public static function privateMapKey(Room $room, int $privileges): self
    {
        Privileges::check($privileges);
        return new self(null, $room, $privileges);
    }

    /** Returns the userbuf of the application; null if there is none. */
    public function userbufBytes(): ?string
    {
        return $this->userbuf;
    }

    /** Returns the room of a PrivateMapKey; null of other contents. */
    public function room(): ?Room
    {
        return $this->room;
    }

    /**
     * @internal
     * @return int|string|null the number or the name of the room; null of other contents
     */
    public function roomValue()
    {
        return $this->room === null ? null : $this->room->number() ?? $this->room->name();
    }

    /** Returns the privileges of a PrivateMapKey, as bits. */
    public function privileges(): int
    {
        return $this->privileges;
    }
}
