<?php

declare(strict_types=1);

namespace UserSig;

use UserSig\Internal\Document;
use UserSig\Internal\Extension;
use UserSig\Internal\HiddenKey;
use UserSig\Internal\Text;

/** An application's secret key, as the console shows it (version 2.0, HMAC-SHA256). */
final class SecretKey implements SigningKey, VerifyingKey
{
    /** @use HiddenKey<string|Native\Key> */
    use HiddenKey;

    /**
     * @param string $key usually 64 hex digits; nothing is decoded
     * @throws UserSigException of the kind KEY: it is empty, or has control characters or white space at its ends
     */
    public function __construct(
        #[\SensitiveParameter]
        string $key
    ) {
        if ($key === '') {
            throw self::error('the secret key is empty; expected the key the console shows for the application (usually 64 hex digits)');
        }
        $invalid = Text::findNonUtf8($key);
        if ($invalid !== null) {
            throw self::error("the secret key is not UTF-8 at byte $invalid");
        }
        $offset = Text::findControl($key);
        if ($offset === null && preg_match('/\A[\p{Z}\x{85}]|[\p{Z}\x{85}]+\z/u', $key, $match, PREG_OFFSET_CAPTURE) === 1) {
            $offset = $match[0][1];
        }
        if ($offset !== null) {
            throw self::error(
                "the secret key has white space or a control character at byte $offset of " . strlen($key)
                . '; expected the key exactly as the console shows it; trim the line break that a file or the clipboard adds'
            );
        }
        // The extension keeps it outside PHP's memory, and wipes it.
        $this->hide(Extension::isUsed() ? Extension::result(Native\Key::secret($key)) : $key);
    }

    /** @internal */
    public function version(): string
    {
        return Document::V2;
    }

    /** @internal */
    public function sign(string $text): string
    {
        return hash_hmac('sha256', $text, $this->key(), true);
    }

    /** @internal */
    public function verify(string $text, string $sig): bool
    {
        return hash_equals($this->sign($text), $sig);
    }

    /** @internal */
    public function nativeSigner(int $sdkAppId): ?Native\Signer
    {
        return Extension::signer($this->key(), $sdkAppId);
    }

    /** @internal */
    public function nativeVerifier(int $sdkAppId): ?Native\Verifier
    {
        return Extension::verifier($this->key(), $sdkAppId);
    }

    private static function error(string $message): UserSigException
    {
        return new UserSigException(UserSigException::KEY, $message);
    }
}
