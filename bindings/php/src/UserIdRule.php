<?php

declare(strict_types=1);

namespace UserSig;

use UserSig\Internal\Text;

/** Which UserIDs are accepted when signing. No rule accepts control characters: a line break could make the signed text that of another token. */
final class UserIdRule
{
    /** What the IM service documents: 1 to 32 bytes of printable ASCII. */
    public const IM = 'im';
    /** What TRTC recommends: 1 to 32 bytes of `a-z A-Z 0-9 _ -`. */
    public const TRTC = 'trtc';
    /** Any 1 to 1024 bytes of UTF-8: for IDs that were imported long ago. */
    public const ANY = 'any';

    /** What nearly every UserID is; of the last rule, a part of what it accepts. */
    private const USUAL = [
        self::IM => '/\A[\x20-\x7e]{1,32}\z/', self::TRTC => '/\A[a-zA-Z0-9_-]{1,32}\z/', self::ANY => '/\A[\x20-\x7e]{1,32}\z/',
    ];
    private const CHARACTERS = [self::IM => 'printable ASCII (0x20 to 0x7E)', self::TRTC => 'a-z A-Z 0-9 _ -'];
    private const HINTS = [
        self::IM => 'for IDs imported long ago, choose the rule that accepts any text',
        self::TRTC => 'the rule of IM also accepts other printable ASCII',
    ];
    private const MAX_BYTES_ANY = 1024;
    private const MAX_BYTES = 32;

    /**
     * @internal
     * @throws UserSigException of the kind USERID
     */
    public static function check(string $userId, string $rule): void
    {
        $usual = self::USUAL[$rule] ?? null;
        if ($usual === null) {
            throw new \InvalidArgumentException("there is no rule $rule; expected im, trtc or any");
        }
        if (preg_match($usual, $userId) !== 1) {
            self::checkEach($userId, $rule);
        }
    }

    private static function checkEach(string $userId, string $rule): void
    {
        $length = strlen($userId);
        $max = $rule === self::ANY ? self::MAX_BYTES_ANY : self::MAX_BYTES;
        if ($length === 0) {
            throw self::error("the UserID is empty; expected 1 to $max bytes");
        }
        $invalid = Text::findNonUtf8($userId);
        if ($invalid !== null) {
            throw self::error("the UserID is not UTF-8 at byte $invalid");
        }
        $control = Text::findControl($userId);
        if ($control !== null) {
            throw self::error(sprintf(
                'the UserID has the control character U+%04X at byte %d; expected none, since a line break in a UserID can turn the signed '
                . 'text into that of another token; reject or clean this ID where it enters your system',
                ord($userId[$control]),
                $control
            ));
        }
        if ($length > $max) {
            throw self::error("the UserID is $length bytes long; expected at most $max");
        }
        if ($rule === self::ANY) {
            return;
        }
        $offset = strlen((string) preg_replace($rule === self::IM ? '/[^\x20-\x7e].*/s' : '/[^a-zA-Z0-9_-].*/s', '', $userId));
        throw self::error(
            'the UserID has the character ' . Text::quoteCharacter(Text::characterAt($userId, $offset)) . " at byte $offset; expected "
            . self::CHARACTERS[$rule] . '; ' . self::HINTS[$rule]
        );
    }

    private static function error(string $message): UserSigException
    {
        return new UserSigException(UserSigException::USERID, $message);
    }
}
