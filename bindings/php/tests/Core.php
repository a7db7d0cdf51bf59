<?php

declare(strict_types=1);

namespace UserSig\Tests;

use FFI;
use UserSig\Expectation;
use UserSig\Verification;

/** The C library, called through FFI: what this package must agree with, sentence by sentence. */
final class Core
{
    private const FINDINGS = [
        'empty', 'malformed', 'wrong_key_kind', 'sdkappid_mismatch', 'userid_mismatch', 'bad_signature', 'expired', 'validity_too_long',
        'userbuf_mismatch', 'record_mismatch',
    ];
    private const RULES = ['im' => 0, 'trtc' => 1, 'any' => 2];
    private const FIXED_TIME = 1;
    private const BUFFER_BYTES = 65536;

    /** @var FFI */
    private $ffi;
    /** @var FFI\CData */
    private $report;
    /** @var list<FFI\CData> what the structs point to */
    private $kept = [];

    /** @param string $header the text of usersig.h after the preprocessor */
    public function __construct(string $header, string $library)
    {
        $declarations = (string) strstr($header, 'typedef struct usersig_signer');
        $this->ffi = FFI::cdef((string) preg_replace('/__attribute__\(\(\w+\)\)/', '', $declarations), $library);
        $this->report = $this->struct('usersig_report');
    }

    /** Returns the error of making a signer; null if there is none. */
    public function keyError(string $function, int $sdkAppId, string $key): ?string
    {
        return $this->made($function, $sdkAppId, $key) === null ? FFI::string($this->report->detail) : null;
    }

    /**
     * Returns the error of signing; null if there is none.
     *
     * @param array{userid: string, validity: int, rule?: string, userbuf?: string, room?: int|string, privileges?: int, issued_at?: int} $fields
     */
    public function signError(array $fields): ?string
    {
        $request = $this->struct('usersig_request');
        $request->flags = self::FIXED_TIME;
        $this->point($request, 'userid', $fields['userid']);
        $request->validity = $fields['validity'];
        $request->issued_at = $fields['issued_at'] ?? 1700000000;
        $request->userid_rule = self::RULES[$fields['rule'] ?? 'im'];
        $this->contents($request, $fields);
        $length = $this->ffi->new('size_t');
        $buffer = $this->ffi->new('char[' . self::BUFFER_BYTES . ']');
        $status = $this->ffi->usersig_sign(
            1400000000,
            'k',
            1,
            FFI::addr($request),
            $buffer,
            self::BUFFER_BYTES,
            FFI::addr($length),
            FFI::addr($this->report)
        );
        return $status === 0 ? null : FFI::string($this->report->detail);
    }

    /** Returns a verifier of the library. */
    public function verifier(int $sdkAppId, array $key): FFI\CData
    {
        $verifier = isset($key['secret_key']) ? $this->made('usersig_verifier_new', $sdkAppId, $key['secret_key'])
            : $this->made('usersig_verifier_new_from_public_key', $sdkAppId, $key['public']);
        if ($verifier === null) {
            throw new \LogicException('the library rejects the key');
        }
        return $verifier;
    }

    /** Verifies with the library, and describes the result as describe() does. */
    public function verify(FFI\CData $verifier, string $token, Expectation $expected): array
    {
        $expectation = $this->struct('usersig_expectation');
        $expectation->flags = self::FIXED_TIME;
        $this->point($expectation, 'userid', $expected->userId());
        $expectation->now = $expected->now();
        $expectation->leeway = $expected->leeway();
        $expectation->max_validity = $expected->maxValidity() ?? 0;
        $contents = $expected->contents();
        if ($contents !== null) {
            $room = $contents->room();
            $fields = $room === null ? ['userbuf' => $contents->userbufBytes()]
                : ['room' => $room->number() ?? $room->name(), 'privileges' => $contents->privileges()];
            $this->contents($expectation, $fields);
        }
        $this->ffi->usersig_verifier_verify(
            $verifier,
            $token,
            strlen($token),
            FFI::addr($expectation),
            null,
            FFI::addr($this->report)
        );
        $this->kept = [];
        $names = [];
        foreach (self::FINDINGS as $bit => $name) {
            if (($this->report->findings >> $bit & 1) === 1) {
                $names[] = $name;
            }
        }
        return [
            $this->report->ok === 1, $names, $this->report->service_code, $this->report->warnings === 1,
            self::withoutReason(FFI::string($this->report->detail)), FFI::string($this->report->hint),
        ];
    }

    /** Describes a result of this package as verify() does. */
    public static function describe(Verification $result): array
    {
        $names = [];
        foreach ($result->findings() as $finding) {
            $names[] = $finding->name();
        }
        $first = $result->finding();
        $token = $result->unverifiedToken();
        return [
            $result->isValid(), array_values(array_unique($names)), $first === null ? 0 : $first->serviceCode() ?? 0,
            $token !== null && $token->numbersAsText() !== [],
            $first === null ? '' : self::withoutReason($first->detail()), $first === null ? '' : $first->hint(),
        ];
    }

    /** The two parsers of JSON word their own errors. */
    private static function withoutReason(string $detail): string
    {
        return (string) preg_replace('/^JSON: (?!the key |a document that|byte ).*/s', 'JSON', $detail);
    }

    private function made(string $function, int $sdkAppId, string $key): ?FFI\CData
    {
        $kind = strpos($function, 'signer') === false ? 'usersig_verifier' : 'usersig_signer';
        $made = $this->ffi->new("$kind *");
        $status = $this->ffi->$function($sdkAppId, $key, strlen($key), FFI::addr($made), FFI::addr($this->report));
        return $status === 0 ? $made : null;
    }

    /** Sets the contents of a request or an expectation. */
    private function contents(FFI\CData $struct, array $fields): void
    {
        $struct->privileges = $fields['privileges'] ?? 0;
        if (isset($fields['room'])) {
            $isName = is_string($fields['room']);
            $struct->contents = $isName ? 4 : 3;
            $isName ? $this->point($struct, 'room_name', $fields['room']) : $struct->room = $fields['room'];
        } elseif (isset($fields['userbuf'])) {
            $struct->contents = 2;
            $this->point($struct, 'userbuf', $fields['userbuf']);
        } elseif (array_key_exists('userbuf', $fields)) {
            $struct->contents = 1;
        }
    }

    private function struct(string $type): FFI\CData
    {
        $struct = $this->ffi->new($type);
        $struct->size = FFI::sizeof($struct);
        return $struct;
    }

    private function point(FFI\CData $struct, string $field, string $bytes): void
    {
        $copy = $this->ffi->new('uint8_t[' . max(1, strlen($bytes)) . ']');
        FFI::memcpy($copy, $bytes, strlen($bytes));
        $this->kept[] = $copy;
        $struct->$field = $this->ffi->cast($field === 'userbuf' ? 'const uint8_t *' : 'const char *', FFI::addr($copy));
        $struct->{"{$field}_len"} = strlen($bytes);
    }
}
