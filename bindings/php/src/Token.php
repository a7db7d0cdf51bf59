<?php

declare(strict_types=1);

namespace UserSig;

use UserSig\Internal\Decimal;
use UserSig\Internal\Document;
use UserSig\Internal\Malformed;
use UserSig\Internal\SdkAppId;

/** The contents of a token. They cannot be trusted until a Verifier has verified the token. */
final class Token
{
    /** @var Document */
    private $document;

    private function __construct(Document $document)
    {
        $this->document = $document;
    }

    /**
     * Reads a token without verifying it: anyone can write such a token. Never grant access because of what this returns.
     *
     * @throws UserSigException of the kind TOKEN, with a finding EMPTY or MALFORMED
     */
    public static function inspectUnverified(string $token): self
    {
        $read = self::read($token);
        if ($read instanceof Finding) {
            throw new UserSigException(UserSigException::TOKEN, $read->detail(), $read);
        }
        return new self($read);
    }

    /**
     * @internal
     * @return Document|Finding
     */
    public static function read(string $token)
    {
        if ($token === '') {
            return new Finding(
                Finding::EMPTY,
                'the token is empty; expected a UserSig',
                'look for the call that lost the UserSig: a failed request to the signing server, or a signing error that was ignored'
            );
        }
        try {
            return Document::read($token);
        } catch (Malformed $why) {
            return Finding::ofMalformed($why);
        }
    }

    /** @internal */
    public static function of(Document $document): self
    {
        return new self($document);
    }

    /** Returns `2.0` or `1.0`. */
    public function version(): string
    {
        return $this->document->version;
    }

    /** Returns the UserID verbatim. In tokens of other writers it may break the documented rules. */
    public function userId(): string
    {
        return $this->document->identifier;
    }

    /** Returns the SDKAppID; null if the number is negative or too large, as writers with a bug make it. */
    public function sdkAppId(): ?int
    {
        $text = $this->document->sdkAppId;
        return Decimal::isPlain($text) && Decimal::toInt($text) <= SdkAppId::MAX ? (int) $text : null;
    }

    /** Returns the SDKAppID verbatim: decimal digits, possibly with a minus sign. */
    public function sdkAppIdText(): string
    {
        return $this->document->sdkAppId;
    }

    /** Returns when the token was issued, in Unix seconds; PHP_INT_MAX for anything later. */
    public function issuedAt(): int
    {
        return $this->document->issuedAt;
    }

    /** Returns whether the issue time may be wrong by hours: in the oldest form it is a local date, which is read in UTC+8. */
    public function isTimeApproximate(): bool
    {
        return $this->document->isPlain;
    }

    /** Returns for how many seconds the token is valid; PHP_INT_MAX for anything longer. */
    public function validity(): int
    {
        return Decimal::toInt($this->document->expire);
    }

    /** Returns the last second at which the token is valid, in Unix seconds; PHP_INT_MAX for anything later. */
    public function expiresAt(): int
    {
        return Decimal::add($this->issuedAt(), $this->validity());
    }

    /** Returns the seconds until the expiry; 0 if the token has expired. */
    public function timeLeft(?int $now = null): int
    {
        return max(0, $this->expiresAt() - max(0, $now ?? Internal\Time::now()));
    }

    /** Returns the userbuf's bytes; null if there is none. */
    public function userbuf(): ?string
    {
        return $this->document->userbuf === null ? null : (string) base64_decode($this->document->userbuf, true);
    }

    /** Reads the userbuf as a PrivateMapKey record; null if it is not one. */
    public function privateMapKey(): ?PrivateMapKey
    {
        $userbuf = $this->userbuf();
        return $userbuf === null ? null : PrivateMapKey::fromUserbuf($userbuf);
    }

    /**
     * Returns the fields whose number is written as a JSON string, which is unusual but accepted (`number_as_text`).
     *
     * @return list<string>
     */
    public function numbersAsText(): array
    {
        return $this->document->numbersAsText;
    }

    /**
     * Leaves out the signature, with which the fields could be made into the token again.
     *
     * @return array<string, mixed>
     */
    public function __debugInfo(): array
    {
        return [
            'version' => $this->version(), 'userId' => $this->userId(), 'sdkAppId' => $this->sdkAppIdText(),
            'issuedAt' => $this->issuedAt(), 'validity' => $this->validity(),
        ];
    }
}
