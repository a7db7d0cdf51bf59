<?php

declare(strict_types=1);

namespace UserSig;

/** What a PrivateMapKey allows in its room, as bits to be combined with `|`. */
final class Privileges
{
    public const CREATE_ROOM = 1;
    public const ENTER_ROOM = 2;
    public const SEND_AUDIO = 4;
    public const RECEIVE_AUDIO = 8;
    public const SEND_VIDEO = 16;
    public const RECEIVE_VIDEO = 32;
    /** The sub-stream is screen sharing. */
    public const SEND_SUBSTREAM = 64;
    public const RECEIVE_SUBSTREAM = 128;
    public const NONE = 0;
    public const ALL = 255;
    /** Enter the room and receive everything. */
    public const AUDIENCE = self::ENTER_ROOM | self::RECEIVE_AUDIO | self::RECEIVE_VIDEO | self::RECEIVE_SUBSTREAM;

    private const NAMES = [
        self::CREATE_ROOM => 'create', self::ENTER_ROOM => 'enter', self::SEND_AUDIO => 'audio-send', self::RECEIVE_AUDIO => 'audio-receive',
        self::SEND_VIDEO => 'video-send', self::RECEIVE_VIDEO => 'video-receive', self::SEND_SUBSTREAM => 'substream-send',
        self::RECEIVE_SUBSTREAM => 'substream-receive',
    ];

    /**
     * Returns the names of the privileges, in the order of their bits.
     *
     * @return list<string>
     */
    public static function names(int $bits): array
    {
        return array_values(array_filter(self::NAMES, static function (int $bit) use ($bits): bool {
            return ($bits & $bit) !== 0;
        }, ARRAY_FILTER_USE_KEY));
    }

    /**
     * @internal
     * @throws UserSigException of the kind PRIVILEGES
     */
    public static function check(int $bits): void
    {
        if ($bits < 0 || $bits > self::ALL) {
            throw new UserSigException(
                UserSigException::PRIVILEGES,
                "the privileges are $bits; expected 0 to 255 (create 1, enter 2, audio-send 4, audio-receive 8, video-send 16, "
                . 'video-receive 32, substream-send 64, substream-receive 128)'
            );
        }
    }
}
