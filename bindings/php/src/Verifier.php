<?php

declare(strict_types=1);

namespace UserSig;

use UserSig\Internal\Decimal;
use UserSig\Internal\Document;
use UserSig\Internal\Extension;
use UserSig\Internal\RecordCheck;
use UserSig\Internal\SdkAppId;
use UserSig\Internal\Text;
use UserSig\Internal\Time;

/** Verifies tokens of one application with one key. The kind of its key decides which version is accepted; a token never does. */
final class Verifier
{
    private const KEY_KINDS = [
        Document::V2 => 'secret key (HMAC-SHA256, version 2.0)',
        Document::V1 => 'public key (ECDSA-SHA256, version 1.0)',
    ];
    private const WRONG_KEY_HINTS = [
        Document::V1 => "verify this version 1.0 token with the application's public key, or sign again with the secret key "
            . 'if the application has moved to version 2.0',
        Document::V2 => "verify this version 2.0 token with the application's secret key, never with a public key",
    ];

    /** @var int */
    private $sdkAppId;
    /** @var VerifyingKey */
    private $key;
    /** @var Native\Verifier|null the extension's, which has the key */
    private $native;

    /**
     * @param int $sdkAppId 1 to 4294967295
     * @throws UserSigException of the kind SDKAPPID
     */
    public function __construct(int $sdkAppId, VerifyingKey $key)
    {
        SdkAppId::check($sdkAppId);
        $this->sdkAppId = $sdkAppId;
        $this->key = $key;
        $this->native = $key->nativeVerifier($sdkAppId);
    }

    /**
     * Verifies a token and reports everything that is wrong with it. Never throws because of the token.
     *
     * A token is valid up to and including the second of its expiry. A PrivateMapKey record must always agree with its own token. If the
     * system clock is before 1970, every token has expired.
     */
    public function verify(string $token, Expectation $expectation): Verification
    {
        return $this->native === null ? $this->verifyInPhp($token, $expectation) : self::verifyNatively($this->native, $token, $expectation);
    }

    private static function verifyNatively(Native\Verifier $native, string $token, Expectation $expectation): Verification
    {
        $contents = $expectation->contents();
        $arguments = [$token, $expectation->userId(), $expectation->now(), $expectation->leeway(), $expectation->maxValidity()];
        if ($contents !== null) {
            $isPlain = $contents->room() === null && $contents->userbufBytes() === null;
            array_push($arguments, $isPlain, $contents->userbufBytes(), $contents->roomValue(), $contents->privileges());
        }
        [$findings, $fields] = Extension::result($native->verify(...$arguments));
        foreach ($findings as $at => $finding) {
            $findings[$at] = new Finding(...$finding);
        }
        return new Verification($fields === null ? null : Token::of(Document::ofFields(...$fields)), $findings);
    }

    private function verifyInPhp(string $token, Expectation $expectation): Verification
    {
        $document = Token::read($token);
        if ($document instanceof Finding) {
            return new Verification(null, [$document]);
        }
        $read = Token::of($document);
        return new Verification($read, array_merge(
            $this->identityFindings($document, $read, $expectation),
            $this->contentFindings($read, $expectation)
        ));
    }

    /** @return list<Finding> */
    private function identityFindings(Document $document, Token $token, Expectation $expectation): array
    {
        $findings = [];
        $isRightKind = $document->version === $this->key->version();
        if (!$isRightKind) {
            $findings[] = new Finding(
                Finding::WRONG_KEY_KIND,
                'the token needs a ' . self::KEY_KINDS[$document->version] . ', but the verifier has a ' . self::KEY_KINDS[$this->key->version()],
                self::WRONG_KEY_HINTS[$document->version]
            );
        }
        if ($token->sdkAppId() !== $this->sdkAppId) {
            $findings[] = new Finding(
                Finding::SDKAPPID_MISMATCH,
                'the token is for SDKAppID ' . Text::clip($document->sdkAppId) . "; expected $this->sdkAppId",
                'use the SDKAppID of the same application on the signing server and in the client'
            );
        }
        if ($document->identifier !== $expectation->userId()) {
            $findings[] = new Finding(
                Finding::USERID_MISMATCH,
                'the token is for UserID ' . Text::quote($document->identifier) . '; expected ' . Text::quote($expectation->userId()),
                'sign and log in with the same UserID, byte for byte (case counts)'
            );
        }
        if ($isRightKind && !$this->key->verify($document->signedText(), $document->sig)) {
            $findings[] = new Finding(
                Finding::BAD_SIGNATURE,
                'the signature does not match: the token was signed with another key, or altered later; the verifier used the '
                . self::KEY_KINDS[$this->key->version()],
                "compare the key with the console's for this SDKAppID and data centre: another application's key, an old key, "
                . 'or white space around it'
            );
        }
        return $findings;
    }

    /** @return list<Finding> */
    private function contentFindings(Token $token, Expectation $expectation): array
    {
        $findings = [];
        // A clock that was never set must not make expired tokens valid.
        $clock = time();
        $now = $expectation->now() ?? ($clock < 0 ? PHP_INT_MAX : $clock);
        $expiresAt = $token->expiresAt();
        if ($now > Decimal::add($expiresAt, $expectation->leeway())) {
            $findings[] = new Finding(
                Finding::EXPIRED,
                'the token expired ' . Time::length($now - $expiresAt) . ' ago: it was valid until ' . Time::describe($expiresAt)
                . ', and now is ' . Time::describe($now),
                "sign a new one; let clients fetch a new UserSig before the old one expires, and check the signing server's clock"
            );
        }
        $longest = $expectation->maxValidity();
        if ($longest !== null && $token->validity() > $longest) {
            $findings[] = new Finding(
                Finding::VALIDITY_TOO_LONG,
                "the token is valid for {$token->validity()} seconds (" . Time::length($token->validity()) . "); expected at most $longest",
                'sign tokens with a shorter validity, and look for the code that signs longer ones'
            );
        }
        $contents = $expectation->contents();
        if ($contents !== null && $contents->room() === null && $token->userbuf() !== $contents->userbufBytes()) {
            $findings[] = self::userbufMismatch($contents->userbufBytes(), $token->userbuf());
        }
        return array_merge($findings, RecordCheck::findings($token, $contents, $now, $expectation->leeway()));
    }

    private static function userbufMismatch(?string $expected, ?string $found): Finding
    {
        $hint = 'pass the token that was signed with this userbuf';
        if ($expected === null) {
            $detail = 'the token has a userbuf of ' . strlen($found ?? '') . ' bytes; expected none';
            $hint = 'a PrivateMapKey or another token with a userbuf was passed where a plain UserSig was expected: pass the UserSig';
        } elseif ($found === null) {
            $detail = 'the token has no userbuf; expected one of ' . strlen($expected) . ' bytes';
        } else {
            $detail = 'the token has another userbuf, of ' . strlen($found) . ' bytes, than the expected one of ' . strlen($expected) . ' bytes';
        }
        return new Finding(Finding::USERBUF_MISMATCH, $detail, $hint);
    }
}
