<?php

declare(strict_types=1);

namespace UserSig\Tests;

use UserSig\Contents;
use UserSig\Expectation;
use UserSig\PrivateKey;
use UserSig\PrivateMapKey;
use UserSig\PublicKey;
use UserSig\Room;
use UserSig\SecretKey;
use UserSig\Signer;
use UserSig\SignRequest;
use UserSig\Token;
use UserSig\UserSigException;
use UserSig\Verifier;

/** The vectors that every language passes; tests/vectors/README.md explains the fields. */
final class VectorTests
{
    /** Times above PHP_INT_MAX, which no integer of PHP holds. */
    private const MAX = '9223372036854775807';

    /** @var array<string, mixed> */
    private $golden;
    /** @var array<string, mixed> */
    private $references;

    public function __construct()
    {
        $this->golden = Check::vectors('golden');
        $this->references = Check::vectors('reference-tokens');
    }

    public function run(): void
    {
        $signed = 0;
        foreach ($this->golden['sign'] as $vector) {
            if (self::fits($vector['issued_at'])) {
                $signed++;
                Check::test("sign $vector[id]", function () use ($vector): void {
                    $this->sign($vector);
                });
            }
        }
        $inputs = 0;
        foreach ($this->golden['inputs'] as $at => $vector) {
            $call = self::input($vector['input'], $vector['value']);
            if ($call !== null) {
                $inputs++;
                Check::test("input $at $vector[input]", static function () use ($vector, $call): void {
                    $vector['error'] === null ? $call() : Check::fails($vector['error'], $call);
                });
            }
        }
        $verified = 0;
        foreach ($this->golden['verify'] as $vector) {
            Check::test("inspect $vector[id]", function () use ($vector): void {
                self::inspect($vector);
            });
            if (self::fits($vector['now'])) {
                $verified++;
                Check::test("verify $vector[id]", function () use ($vector): void {
                    $this->verify($vector);
                });
            }
        }
        foreach ($this->references['vectors'] as $vector) {
            Check::test("reference $vector[id]", function () use ($vector): void {
                $this->reference($vector);
            });
        }
        Check::test('none was left out', static function () use ($signed, $inputs, $verified): void {
            Check::same([129, 294, 502], [$signed, $inputs, $verified]);
        });
    }

    private static function fits(string $number): bool
    {
        return strlen($number) < strlen(self::MAX) || (strlen($number) === strlen(self::MAX) && strcmp($number, self::MAX) <= 0);
    }

    /** A number as PHP can hold it. */
    private static function clamp(string $number): int
    {
        return self::fits($number) ? (int) $number : PHP_INT_MAX;
    }

    /** @param int|string $room */
    public static function room($room): Room
    {
        return is_int($room) ? Room::fromNumber($room) : Room::fromName($room);
    }

    /** @param array<string, mixed> $vector */
    private function sign(array $vector): void
    {
        $key = $this->golden['keys'][$vector['key']];
        $contents = $vector['userbuf'] === null ? null : Contents::userbuf(base64_decode($vector['userbuf']));
        if ($vector['private_map_key'] !== null) {
            $contents = Contents::privateMapKey(self::room($vector['private_map_key']['room']), $vector['private_map_key']['privileges']);
        }
        $signers = [];
        foreach (isset($key['secret_key']) ? [new SecretKey($key['secret_key'])] : [new PrivateKey($key['pkcs8']), new PrivateKey($key['sec1'])] as $signing) {
            $signers[] = new Signer($vector['sdkappid'], $signing);
        }
        $accepts = false;
        foreach (['trtc', 'im', 'any'] as $rule) {
            $accepts = $accepts || $rule === $vector['userid_rule'];
            $request = static function () use ($vector, $contents, $rule): SignRequest {
                return new SignRequest($vector['userid'], $vector['expire'], $contents, (int) $vector['issued_at'], $rule);
            };
            if (!$accepts) {
                Check::fails(UserSigException::USERID, $request);
                continue;
            }
            foreach ($signers as $signer) {
                $token = $signer->signRequest($request());
                $document = json_decode((string) gzuncompress((string) base64_decode(strtr($token, '*-_', '+/='), true)), true);
                $expected = $vector['document'];
                if (!isset($key['secret_key'])) {
                    // OpenSSL draws its nonces: each signature is another one, and right.
                    Check::same(1, openssl_verify($vector['signed_text'], base64_decode($document['TLS.sig']), $key['public'], 'sha256'));
                    unset($document['TLS.sig'], $expected['TLS.sig']);
                }
                ksort($document);
                ksort($expected);
                Check::same($expected, $document);
            }
        }
    }

    /** @param mixed $value */
    private static function input(string $input, $value): ?callable
    {
        $user = static function (string $rule) use ($value): callable {
            return static function () use ($value, $rule): void {
                self::signed(new SignRequest($value, 60, null, 1700000000, $rule));
            };
        };
        switch ($input) {
            case 'userid':
                return $user('im');
            case 'userid_trtc':
                return $user('trtc');
            case 'userid_any':
                return $user('any');
            case 'private_map_key_issued_at':
                if (!self::fits($value)) {
                    return null;
                }
        }
        $calls = [
            'sdkappid' => static function () use ($value): void {
                new Signer($value, new SecretKey('k'));
            },
            'room_name' => static function () use ($value): void {
                Room::fromName($value);
            },
            'room_number' => static function () use ($value): void {
                Room::fromNumber($value);
            },
            'privileges_bits' => static function () use ($value): void {
                Contents::privateMapKey(Room::fromNumber(1), $value);
            },
            'validity_seconds' => static function () use ($value): void {
                self::signed(new SignRequest('a', $value, null, 1700000000));
            },
            'leeway_seconds' => static function () use ($value): void {
                new Expectation('a', null, null, $value);
            },
            'userbuf_length' => static function () use ($value): void {
                self::signed(new SignRequest('a', 60, Contents::userbuf(str_repeat("\0", $value)), 1700000000));
            },
            'private_map_key_issued_at' => static function () use ($value): void {
                self::signed(new SignRequest('a', 604800, Contents::privateMapKey(Room::fromNumber(1), 255), (int) $value));
            },
            'secret_key' => static function () use ($value): void {
                new SecretKey($value);
            },
            'private_key' => static function () use ($value): void {
                new PrivateKey($value);
            },
            'public_key' => static function () use ($value): void {
                new PublicKey($value);
            },
        ];
        return $calls[$input] ?? null;
    }

    private static function signed(SignRequest $request): void
    {
        $key = new SecretKey('k');
        $token = (new Signer(1400000000, $key))->signRequest($request);
        $expectation = new Expectation($request->userId(), null, null, 0, $request->issuedAt());
        Check::true((new Verifier(1400000000, $key))->verify($token, $expectation)->isValid(), 'what was signed is valid');
    }

    /** @param array<string, mixed> $vector */
    private static function inspect(array $vector): void
    {
        if ($vector['fields'] !== null) {
            self::checkFields(Token::inspectUnverified($vector['token']), $vector);
            return;
        }
        $finding = Check::fails(UserSigException::TOKEN, static function () use ($vector): void {
            Token::inspectUnverified($vector['token']);
        })->finding();
        Check::true($finding !== null && in_array($finding->name(), ['empty', 'malformed'], true), 'cannot be read');
    }

    /** @param array<string, mixed> $vector */
    private static function checkFields(Token $token, array $vector): void
    {
        $fields = $vector['fields'];
        Check::same($fields['version'], $token->version());
        Check::same($fields['userid'], $token->userId());
        Check::same($fields['sdkappid'], $token->sdkAppIdText());
        Check::same(self::clamp($fields['issued_at']), $token->issuedAt());
        Check::same(self::clamp($fields['expire']), $token->validity());
        Check::same(self::clamp($fields['expires_at']), $token->expiresAt());
        Check::same($fields['is_time_approximate'], $token->isTimeApproximate());
        Check::same($fields['userbuf'], $token->userbuf() === null ? null : base64_encode($token->userbuf()));
        Check::same($vector['warnings'] !== [], $token->numbersAsText() !== []);
        Check::same($fields['private_map_key'], self::record($token->privateMapKey()));
    }

    /** @return array<string, int|string>|null */
    private static function record(?PrivateMapKey $record): ?array
    {
        return $record === null ? null : [
            'account' => $record->account(), 'sdkappid' => $record->sdkAppId(), 'room' => $record->room(),
            'privileges' => $record->privileges(), 'expires_at' => (string) $record->expiresAt(),
        ];
    }

    /** @param array<string, string> $key */
    private static function verifier(int $sdkAppId, array $key): Verifier
    {
        return new Verifier($sdkAppId, isset($key['secret_key']) ? new SecretKey($key['secret_key']) : new PublicKey($key['public']));
    }

    /** @param array<string, mixed> $vector */
    public static function expectation(array $vector): Expectation
    {
        $contents = null;
        $expect = $vector['expect'];
        if ($expect !== null) {
            switch ($expect['contents']) {
                case 'none':
                    $contents = Contents::none();
                    break;
                case 'userbuf':
                    $contents = Contents::userbuf(base64_decode($expect['userbuf']));
                    break;
                default:
                    $contents = Contents::privateMapKey(self::room($expect['room']), $expect['privileges']);
            }
        }
        return new Expectation($vector['userid'], $contents, $vector['max_validity'] === null ? null : (int) $vector['max_validity'], (int) $vector['leeway'], (int) $vector['now']);
    }

    /** @param array<string, mixed> $vector */
    private function verify(array $vector): void
    {
        $verifier = self::verifier($vector['sdkappid'], $this->golden['keys'][$vector['key']]);
        $result = $verifier->verify($vector['token'], self::expectation($vector));
        $names = [];
        foreach ($result->findings() as $finding) {
            $names[] = $finding->name();
            Check::true($finding->hint() !== '', 'a hint');
        }
        Check::same($vector['findings'], $names);
        $finding = $result->finding();
        Check::same($vector['finding'] === 'valid', $result->isValid());
        if ($finding === null) {
            $token = $result->token();
            Check::true($token !== null && $token === $result->tokenOrThrow(), 'the token');
            self::checkFields($result->tokenOrThrow(), $vector);
            return;
        }
        Check::same(null, $result->token());
        Check::same($vector['finding'], $finding->name());
        Check::same($vector['service_code'], $finding->serviceCode() ?? 0);
        if (($vector['layer'] ?? null) !== null) {
            Check::same($vector['layer'], strstr($finding->detail(), ': ', true));
        }
        $thrown = Check::fails(UserSigException::TOKEN, [$result, 'tokenOrThrow']);
        Check::same([$finding, $vector['service_code']], [$thrown->finding(), $thrown->getCode()]);
    }

    /** @param array<string, mixed> $vector */
    private function reference(array $vector): void
    {
        $app = $vector['sdkappid'];
        $key = $vector['version'] === '2.0' ? ['secret_key' => $vector['secret_key']]
            : ['public' => $vector['public_key'] ?? $this->references['keys'][$vector['curve']]['pub']];
        $verifier = self::verifier($app, $key);
        $at = 0;
        if ($vector['expect'] !== 'malformed') {
            $token = Token::inspectUnverified($vector['token']);
            $at = $token->issuedAt();
            Check::same($vector['userid'], $token->userId());
            if (is_int($vector['issued_at'])) {
                Check::same($vector['issued_at'], $at);
            }
        }
        $findings = static function (Verifier $by, int $now) use ($vector): string {
            $names = [];
            foreach ($by->verify($vector['token'], new Expectation($vector['userid'], null, null, 0, $now))->findings() as $finding) {
                $names[] = $finding->name();
            }
            return $names === [] ? 'valid' : $names[0];
        };
        Check::same($vector['expect'], $findings($verifier, $at));
        if ($vector['expect'] === 'valid') {
            Check::same('valid', $findings($verifier, $at + $vector['expire']));
            Check::same('expired', $findings($verifier, $at + $vector['expire'] + 1));
        }
        Check::true($findings(new Verifier($app, new SecretKey('another key')), $at) !== 'valid', 'rejected with another key');
    }
}
