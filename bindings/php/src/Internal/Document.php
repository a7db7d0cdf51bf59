<?php

declare(strict_types=1);

namespace UserSig\Internal;

/** The JSON documents of versions 2.0 and 1.0 (docs/FORMAT.md, sections 2 and 4): the values as they are signed, verbatim. */
final class Document
{
    /** Values of $version. */
    public const V2 = '2.0';
    public const V1 = '1.0';

    /** @var string */
    public $version;
    /** @var bool whether it is in the oldest form: not compressed, and the time a date */
    public $isPlain = false;
    /** @var string */
    public $identifier;
    /** @var string decimal digits, in 2.0 possibly with a minus sign; not always a valid SDKAppID */
    public $sdkAppId;
    /** @var string */
    public $time;
    /** @var string */
    public $expire;
    /** @var string|null standard base64 */
    public $userbuf;
    /** @var string only in version 1.0 */
    public $accountType = '0';
    /** @var string|null only in version 1.0 */
    public $appIdAt3rd = '0';
    /** @var string the bytes of the signature */
    public $sig = '';
    /** @var list<string> the keys of the numbers that are written as strings */
    public $numbersAsText = [];
    /** @var int Unix seconds, at most PHP_INT_MAX */
    public $issuedAt = 0;

    public function __construct(string $version, string $identifier, string $sdkAppId, string $time, string $expire, ?string $userbuf)
    {
        $this->version = $version;
        $this->identifier = $identifier;
        $this->sdkAppId = $sdkAppId;
        $this->time = $time;
        $this->expire = $expire;
        $this->userbuf = $userbuf;
    }

    /**
     * Makes the document of a token that the extension has read. Its signature is not in it.
     *
     * @param list<string> $numbersAsText
     */
    public static function ofFields(
        string $version,
        bool $isPlain,
        string $identifier,
        string $sdkAppId,
        int $issuedAt,
        int $expire,
        ?string $userbuf,
        array $numbersAsText
    ): self {
        $userbuf = $userbuf === null ? null : base64_encode($userbuf);
        $document = new self($version, $identifier, $sdkAppId, (string) $issuedAt, (string) $expire, $userbuf);
        $document->isPlain = $isPlain;
        $document->issuedAt = $issuedAt;
        $document->numbersAsText = $numbersAsText;
        return $document;
    }

    /** Returns the text that the signature covers. */
    public function signedText(): string
    {
        $userbuf = $this->userbuf === null ? '' : "TLS.userbuf:$this->userbuf\n";
        if ($this->version === self::V2) {
            return "TLS.identifier:$this->identifier\nTLS.sdkappid:$this->sdkAppId\nTLS.time:$this->time\nTLS.expire:$this->expire\n$userbuf";
        }
        return ($this->appIdAt3rd === null ? '' : "TLS.appid_at_3rd:$this->appIdAt3rd\n")
            . "TLS.account_type:$this->accountType\nTLS.identifier:$this->identifier\nTLS.sdk_appid:$this->sdkAppId\n"
            . "TLS.time:$this->time\nTLS.expire_after:$this->expire\n$userbuf";
    }

    /** Returns the JSON of the document with a signature. Of its values only the UserID can have what JSON escapes. */
    public function toJson(string $sig): string
    {
        $identifier = json_encode($this->identifier, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_LINE_TERMINATORS);
        $sig = base64_encode($sig);
        $userbuf = $this->userbuf === null ? '' : ",\"TLS.userbuf\":\"$this->userbuf\"";
        if ($this->version === self::V2) {
            return "{\"TLS.ver\":\"2.0\",\"TLS.identifier\":$identifier,\"TLS.sdkappid\":$this->sdkAppId,\"TLS.expire\":$this->expire,"
                . "\"TLS.time\":$this->time$userbuf,\"TLS.sig\":\"$sig\"}";
        }
        return "{\"TLS.account_type\":\"$this->accountType\",\"TLS.identifier\":$identifier,\"TLS.appid_at_3rd\":\"$this->appIdAt3rd\","
            . "\"TLS.sdk_appid\":\"$this->sdkAppId\",\"TLS.expire_after\":\"$this->expire\",\"TLS.version\":\"201803230000\","
            . "\"TLS.time\":\"$this->time\"$userbuf,\"TLS.sig\":\"$sig\"}";
    }

    /**
     * Opens a token and enforces every rule of "one signed text, one document" (docs/FORMAT.md, section 5).
     *
     * @throws Malformed
     */
    public static function read(string $token): self
    {
        Envelope::checkLength($token);
        $isPlain = $token !== '' && $token[0] === '{';
        $fields = new Fields(JsonObject::parse($isPlain ? $token : Envelope::open($token)));
        $version = $fields->optionalText('TLS.ver');
        if ($version === null) {
            return self::readV1($fields, $isPlain);
        }
        if ($isPlain) {
            throw Malformed::json(
                'a document that is not compressed can only be the oldest form of version 1.0, which has no TLS.ver'
            );
        }
        if ($version !== self::V2) {
            throw Malformed::field('TLS.ver is ' . Text::quote($version) . '; expected "2.0", or no TLS.ver for version 1.0');
        }
        return self::readV2($fields);
    }

    private static function readV2(Fields $fields): self
    {
        $asText = [];
        $sdkAppId = $fields->number('TLS.sdkappid', $asText);
        $time = $fields->number('TLS.time', $asText);
        $expire = $fields->number('TLS.expire', $asText);
        $identifier = $fields->signedText('TLS.identifier');
        Fields::whole('TLS.time', $time);
        Fields::whole('TLS.expire', $expire);
        $document = new self(self::V2, $identifier, $sdkAppId, $time, $expire, $fields->optionalSignedText('TLS.userbuf'));
        $document->issuedAt = Decimal::toInt($time);
        $document->numbersAsText = $asText;
        return $document->withSignature($fields->text('TLS.sig'));
    }

    private static function readV1(Fields $fields, bool $isPlain): self
    {
        $time = $fields->signedText('TLS.time');
        $expire = $fields->signedText('TLS.expire_after');
        $sdkAppId = $fields->signedText('TLS.sdk_appid');
        if (!Decimal::isPlain($sdkAppId)) {
            throw Malformed::notDecimal('TLS.sdk_appid', $sdkAppId);
        }
        $issuedAt = $isPlain ? self::oldestTime($time) : Decimal::toInt(Fields::whole('TLS.time', $time));
        $identifier = $fields->signedText('TLS.identifier');
        Fields::whole('TLS.expire_after', $expire);
        $document = new self(self::V1, $identifier, $sdkAppId, $time, $expire, $fields->optionalSignedText('TLS.userbuf'));
        $document->isPlain = $isPlain;
        $document->issuedAt = $issuedAt;
        $sig = $fields->text('TLS.sig');
        $document->accountType = $fields->signedText('TLS.account_type');
        $document->appIdAt3rd = $fields->optionalSignedText('TLS.appid_at_3rd');
        // Some writers break the lines of their base64.
        return $document->withSignature(str_replace(["\r", "\n"], '', $sig));
    }

    private function withSignature(string $base64): self
    {
        $this->sig = Fields::base64('TLS.sig', $base64);
        if ($this->userbuf !== null) {
            Fields::base64('TLS.userbuf', $this->userbuf);
        }
        return $this;
    }

    /**
     * Returns the Unix seconds of the oldest form's date. Despite its suffix, the writers used the local time of servers in China, so date
     * and time are read in UTC+8.
     */
    private static function oldestTime(string $text): int
    {
        if (preg_match('/\A(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)-08:00\z/', $text, $match) === 1) {
            [$year, $month, $day, $hour, $minute, $second] = array_map('intval', array_slice($match, 1));
            $seconds = gmmktime($hour, $minute, $second, $month, $day, $year) - 8 * 3600;
            if (checkdate($month, $day, max($year, 1)) && $hour < 24 && $minute < 60 && $second < 60 && $year >= 1970 && $seconds >= 0) {
                return $seconds;
            }
        }
        throw Malformed::field(
            'TLS.time is ' . Text::quote($text)
            . '; expected a date such as 2015-12-03T08:00:00-08:00, since the document is not compressed'
        );
    }
}
