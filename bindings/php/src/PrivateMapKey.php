<?php

declare(strict_types=1);

namespace UserSig;

use UserSig\Internal\Record;
use UserSig\Internal\Text;

/** The record in the userbuf of a PrivateMapKey, verbatim. */
final class PrivateMapKey
{
    /** @var array{account: string, sdkappid: int, room: int|string, expires_at: int, privileges: int} */
    private $record;

    /** @param array{account: string, sdkappid: int, room: int|string, expires_at: int, privileges: int} $record */
    private function __construct(array $record)
    {
        $this->record = $record;
    }

    /** Reads the bytes of a userbuf; null if they are not exactly one record. */
    public static function fromUserbuf(string $bytes): ?self
    {
        $record = Record::read($bytes);
        return $record === null ? null : new self($record);
    }

    /** Returns the UserID's bytes: several writers corrupt one that is not ASCII. */
    public function accountBytes(): string
    {
        return $this->record['account'];
    }

    /** Returns the UserID as text; bytes that are not UTF-8 are replaced by U+FFFD. */
    public function account(): string
    {
        return Text::lossy($this->record['account']);
    }

    public function sdkAppId(): int
    {
        return $this->record['sdkappid'];
    }

    /**
     * Returns the numeric room, or the name of a string room, in which bytes that are not UTF-8 are replaced by U+FFFD.
     *
     * @return int|string
     */
    public function room()
    {
        return $this->record['room'];
    }

    /** Returns the privileges as bits of Privileges, without further bits of the record. */
    public function privileges(): int
    {
        return $this->record['privileges'] & Privileges::ALL;
    }

    /** Returns when the privileges end, in Unix seconds. */
    public function expiresAt(): int
    {
        return $this->record['expires_at'];
    }
}
