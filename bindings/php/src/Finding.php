<?php

declare(strict_types=1);

namespace UserSig;

use UserSig\Internal\Malformed;

/** One thing that is wrong with a token. */
final class Finding
{
    /** Values of name(), in the order in which findings are reported. */
    public const EMPTY = 'empty';
    public const MALFORMED = 'malformed';
    public const WRONG_KEY_KIND = 'wrong_key_kind';
    public const SDKAPPID_MISMATCH = 'sdkappid_mismatch';
    public const USERID_MISMATCH = 'userid_mismatch';
    public const BAD_SIGNATURE = 'bad_signature';
    public const EXPIRED = 'expired';
    public const VALIDITY_TOO_LONG = 'validity_too_long';
    public const USERBUF_MISMATCH = 'userbuf_mismatch';
    public const RECORD_MISMATCH = 'record_mismatch';

    private const SERVICE_CODES = [
        self::EMPTY => 70002, self::MALFORMED => 70003, self::WRONG_KEY_KIND => 70016, self::SDKAPPID_MISMATCH => 70014,
        self::USERID_MISMATCH => 70013, self::BAD_SIGNATURE => 70009, self::EXPIRED => 70001,
    ];
    private const TRUNCATED = 70004;

    /** @var string */
    private $name;
    /** @var string */
    private $detail;
    /** @var string */
    private $hint;
    /** @var int|null */
    private $serviceCode;

    /** @internal findings come from a Verifier */
    public function __construct(string $name, string $detail, string $hint, ?int $serviceCode = null)
    {
        $this->name = $name;
        $this->detail = $detail;
        $this->hint = $hint;
        $this->serviceCode = $serviceCode ?? self::SERVICE_CODES[$name] ?? null;
    }

    /** @internal */
    public static function ofMalformed(Malformed $why): self
    {
        return new self(self::MALFORMED, $why->getMessage(), $why->hint(), $why->isTruncation() ? self::TRUNCATED : null);
    }

    /** Returns the stable name: one of the constants of this class. */
    public function name(): string
    {
        return $this->name;
    }

    /** Returns the code with which the service rejects the same token; null if it has none. */
    public function serviceCode(): ?int
    {
        return $this->serviceCode;
    }

    /** Returns what is wrong, and what was expected. */
    public function detail(): string
    {
        return $this->detail;
    }

    /** Returns what to do. */
    public function hint(): string
    {
        return $this->hint;
    }

    public function __toString(): string
    {
        return $this->detail;
    }
}
