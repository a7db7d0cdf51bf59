<?php

declare(strict_types=1);

namespace UserSig;

/**
 * An input that cannot be used, or a token that is not valid. No text of it contains a key or a token.
 *
 * The code of the exception is the service's (70001, 70003, …) if the token is not valid, else 0.
 */
final class UserSigException extends \InvalidArgumentException
{
    /** Values of kind(): the same names as in every language. */
    public const SDKAPPID = 'sdkappid';
    public const USERID = 'userid';
    public const VALIDITY = 'validity';
    public const LEEWAY = 'leeway';
    public const USERBUF = 'userbuf';
    public const ROOM = 'room';
    public const PRIVILEGES = 'privileges';
    public const PRIVATE_MAP_KEY_EXPIRY = 'private_map_key_expiry';
    public const TIME = 'time';
    public const KEY = 'key';
    /** The token cannot be read, or is not valid: finding() says why. */
    public const TOKEN = 'token';

    /** @var string */
    private $kind;
    /** @var Finding|null */
    private $finding;

    public function __construct(string $kind, string $message, ?Finding $finding = null)
    {
        parent::__construct($message, $finding === null ? 0 : $finding->serviceCode() ?? 0);
        $this->kind = $kind;
        $this->finding = $finding;
    }

    /** Returns which input cannot be used: one of the constants of this class. */
    public function kind(): string
    {
        return $this->kind;
    }

    /** Returns what is wrong with the token; null if the kind is not TOKEN. */
    public function finding(): ?Finding
    {
        return $this->finding;
    }
}
