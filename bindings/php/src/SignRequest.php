<?php

declare(strict_types=1);

namespace UserSig;

use UserSig\Internal\Validity;

/** One token to sign. */
final class SignRequest
{
    /** @var string */
    private $userId;
    /** @var int */
    private $validity;
    /** @var Contents|null */
    private $contents;
    /** @var int|null */
    private $issuedAt;

    /**
     * @param int $validity for how many seconds the token is valid, 1 to 1576800000 (50 years)
     * @param Contents|null $contents what else the token contains; nothing if null
     * @param int|null $issuedAt Unix seconds; the system clock when it is signed if null
     * @param string $rule which UserIDs are accepted: a constant of UserIdRule
     * @throws UserSigException of the kinds USERID, VALIDITY and TIME
     */
    public function __construct(string $userId, int $validity, ?Contents $contents = null, ?int $issuedAt = null, string $rule = UserIdRule::IM)
    {
        UserIdRule::check($userId, $rule);
        Validity::check($validity);
        if ($issuedAt !== null && $issuedAt < 0) {
            throw new UserSigException(UserSigException::TIME, "the time is $issuedAt; expected Unix seconds, 0 or more");
        }
        $this->userId = $userId;
        $this->validity = $validity;
        $this->contents = $contents;
        $this->issuedAt = $issuedAt;
    }

    public function userId(): string
    {
        return $this->userId;
    }

    public function validity(): int
    {
        return $this->validity;
    }

    public function contents(): ?Contents
    {
        return $this->contents;
    }

    public function issuedAt(): ?int
    {
        return $this->issuedAt;
    }
}
