<?php

declare(strict_types=1);

namespace UserSig;

use UserSig\Internal\Decimal;
use UserSig\Internal\Document;
use UserSig\Internal\Envelope;
use UserSig\Internal\Record;
use UserSig\Internal\SdkAppId;
use UserSig\Internal\Time;

/** Signs tokens of one application with one key. Make one and keep it. */
final class Signer
{
    /** What server code usually uses: 180 days. */
    public const SERVER_VALIDITY = 15552000;

    /** @var int */
    private $sdkAppId;
    /** @var SigningKey */
    private $key;
    /** @var Native\Signer|null the extension's, which has the key */
    private $native;

    /**
     * @param int $sdkAppId 1 to 4294967295
     * @throws UserSigException of the kind SDKAPPID
     */
    public function __construct(int $sdkAppId, SigningKey $key)
    {
        SdkAppId::check($sdkAppId);
        $this->sdkAppId = $sdkAppId;
        $this->key = $key;
        $this->native = $key->nativeSigner($sdkAppId);
    }

    /**
     * Signs a UserSig. Sign for the user who has logged in; never for a name from the request.
     *
     * @param int $validity for how many seconds it is valid, 1 to 1576800000 (50 years)
     * @param string $rule which UserIDs are accepted: a constant of UserIdRule
     * @throws UserSigException if an input cannot be used
     */
    public function sign(string $userId, int $validity, string $rule = UserIdRule::IM): string
    {
        $token = $this->native === null ? null : $this->native->sign($userId, $validity, $rule);
        // What the extension does not sign, the request explains.
        return $token ?? $this->signRequest(new SignRequest($userId, $validity, null, null, $rule));
    }

    /**
     * Signs a token: a UserSig, one with a userbuf, or a PrivateMapKey.
     *
     * @throws UserSigException of the kind PRIVATE_MAP_KEY_EXPIRY if it would end after 7 February 2106
     */
    public function signRequest(SignRequest $request): string
    {
        return ($this->native === null ? null : self::signNatively($this->native, $request)) ?? $this->signInPhp($request);
    }

    /** Returns null for what PHP explains. */
    private static function signNatively(Native\Signer $native, SignRequest $request): ?string
    {
        $contents = $request->contents();
        return $contents === null
            ? $native->sign($request->userId(), $request->validity(), UserIdRule::ANY, $request->issuedAt())
            : $native->sign(
                $request->userId(),
                $request->validity(),
                UserIdRule::ANY,
                $request->issuedAt(),
                $contents->userbufBytes(),
                $contents->roomValue(),
                $contents->privileges()
            );
    }

    private function signInPhp(SignRequest $request): string
    {
        $issuedAt = $request->issuedAt() ?? Time::now();
        $userbuf = $this->userbuf($request, $issuedAt);
        $document = new Document(
            $this->key->version(),
            $request->userId(),
            (string) $this->sdkAppId,
            (string) $issuedAt,
            (string) $request->validity(),
            $userbuf === null ? null : base64_encode($userbuf)
        );
        return Envelope::seal($document->toJson($this->key->sign($document->signedText())));
    }

    private function userbuf(SignRequest $request, int $issuedAt): ?string
    {
        $contents = $request->contents();
        $room = $contents === null ? null : $contents->room();
        if ($contents === null || $room === null) {
            return $contents === null ? null : $contents->userbufBytes();
        }
        $expiresAt = Decimal::add($issuedAt, $request->validity());
        return Record::write($request->userId(), $this->sdkAppId, $room, Record::checkExpiry($expiresAt), $contents->privileges(), 0);
    }
}
