<?php

declare(strict_types=1);

namespace UserSig;

use UserSig\Internal\Validity;

/** What a token is compared with, beside its signature. */
final class Expectation
{
    private const MAX_LEEWAY_SECONDS = 86400;

    /** @var string */
    private $userId;
    /** @var Contents|null */
    private $contents;
    /** @var int|null */
    private $maxValidity;
    /** @var int */
    private $leeway;
    /** @var int|null */
    private $now;

    /**
     * @param string $userId who presents the token
     * @param Contents|null $contents what the token must contain: Contents::none() for a plain UserSig; anything if null
     * @param int|null $maxValidity the longest accepted validity in seconds; any if null
     * @param int $leeway for how many seconds after its expiry a token is accepted, 0 to 86400
     * @param int|null $now Unix seconds; the system clock at each verification if null
     * @throws UserSigException of the kinds USERID, VALIDITY, LEEWAY and TIME
     */
    public function __construct(string $userId, ?Contents $contents = null, ?int $maxValidity = null, int $leeway = 0, ?int $now = null)
    {
        UserIdRule::check($userId, UserIdRule::ANY);
        if ($maxValidity !== null) {
            Validity::check($maxValidity);
        }
        if ($leeway < 0 || $leeway > self::MAX_LEEWAY_SECONDS) {
            throw new UserSigException(
                UserSigException::LEEWAY,
                "the leeway is $leeway seconds; expected 0 to " . self::MAX_LEEWAY_SECONDS . ' (one day)'
            );
        }
        if ($now !== null && $now < 0) {
            throw new UserSigException(UserSigException::TIME, "the time is $now; expected Unix seconds, 0 or more");
        }
        $this->userId = $userId;
        $this->contents = $contents;
        $this->maxValidity = $maxValidity;
        $this->leeway = $leeway;
        $this->now = $now;
    }

    public function userId(): string
    {
        return $this->userId;
    }

    public function contents(): ?Contents
    {
        return $this->contents;
    }

    public function maxValidity(): ?int
    {
        return $this->maxValidity;
    }

    public function leeway(): int
    {
        return $this->leeway;
    }

    public function now(): ?int
    {
        return $this->now;
    }
}
