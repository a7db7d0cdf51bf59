<?php

declare(strict_types=1);

namespace UserSig;

/** The result of a verification. */
final class Verification
{
    /** @var Token|null */
    private $token;
    /** @var list<Finding> */
    private $findings;

    /**
     * @internal
     * @param list<Finding> $findings
     */
    public function __construct(?Token $token, array $findings)
    {
        $this->token = $token;
        $this->findings = $findings;
    }

    /** Returns whether the token was read, and nothing is wrong with it: the verdict. */
    public function isValid(): bool
    {
        return $this->token !== null && $this->findings === [];
    }

    /** Returns the first finding, which is the one to show to a person; null if the token is valid. */
    public function finding(): ?Finding
    {
        return $this->findings[0] ?? null;
    }

    /**
     * Returns everything that is wrong.
     *
     * @return list<Finding>
     */
    public function findings(): array
    {
        return $this->findings;
    }

    /** Returns the contents of a valid token; null if it is not valid. */
    public function token(): ?Token
    {
        return $this->isValid() ? $this->token : null;
    }

    /**
     * Returns the contents of a valid token.
     *
     * @throws UserSigException of the kind TOKEN, with the first finding
     */
    public function tokenOrThrow(): Token
    {
        if ($this->token !== null && $this->findings === []) {
            return $this->token;
        }
        $finding = $this->findings[0];
        throw new UserSigException(UserSigException::TOKEN, $finding->detail(), $finding);
    }

    /** @internal Returns the contents although they may not be valid; null if the token cannot be read. */
    public function unverifiedToken(): ?Token
    {
        return $this->token;
    }
}
