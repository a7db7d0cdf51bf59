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
final class VectorTest extends TestCase
{
    /** Times above PHP_INT_MAX, which no integer of PHP holds. */
    private const MAX = '9223372036854775807';

    /** @return iterable<string, array{array<string, mixed>}> */
    public static function signVectors(): iterable
    {
        foreach (self::vectors('golden')['sign'] as $vector) {
            if (self::fits($vector['issued_at'])) {
                yield $vector['id'] => [$vector];
            }
        }
    }

    /** @return iterable<string, array{string|null, callable}> */
    public static function inputVectors(): iterable
    {
        foreach (self::vectors('golden')['inputs'] as $at => $vector) {
            $call = self::input($vector['input'], $vector['value']);
            if ($call !== null) {
                yield "$at $vector[input]" => [$vector['error'], $call];
            }
        }
    }

    /** @return iterable<string, array{array<string, mixed>}> */
    public static function inspectVectors(): iterable
    {
        foreach (self::vectors('golden')['verify'] as $vector) {
            yield $vector['id'] => [$vector];
        }
    }

    /** @return iterable<string, array{array<string, mixed>}> */
    public static function verifyVectors(): iterable
    {
        foreach (self::vectors('golden')['verify'] as $vector) {
            if (self::fits($vector['now'])) {
                yield $vector['id'] => [$vector];
            }
        }
    }

    /** @return iterable<string, array{array<string, mixed>}> */
    public static function references(): iterable
    {
        foreach (self::vectors('reference-tokens')['vectors'] as $vector) {
            yield $vector['id'] => [$vector];
        }
    }

    public function testNoneIsLeftOut(): void
    {
        $counts = [];
        foreach (['signVectors', 'inputVectors', 'verifyVectors'] as $vectors) {
            $counts[] = iterator_count(self::$vectors());
        }
        self::assertSame([129, 294, 506], $counts);
    }

    /** @dataProvider inputVectors */
    public function testInput(?string $error, callable $call): void
    {
        if ($error === null) {
            $call();
            $this->addToAssertionCount(1);
            return;
        }
        self::fails($error, $call);
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

    /**
     * @dataProvider signVectors
     * @param array<string, mixed> $vector
     */
    public function testSign(array $vector): void
    {
        $key = self::vectors('golden')['keys'][$vector['key']];
        $contents = $vector['userbuf'] === null ? null : Contents::userbuf(base64_decode($vector['userbuf']));
        if ($vector['private_map_key'] !== null) {
            $contents = Contents::privateMapKey(self::room($vector['private_map_key']['room']), $vector['private_map_key']['privileges']);
        }
        $signers = [];
        $keys = isset($key['secret_key']) ? [new SecretKey($key['secret_key'])] : [new PrivateKey($key['pkcs8']), new PrivateKey($key['sec1'])];
        foreach ($keys as $signing) {
            $signers[] = new Signer($vector['sdkappid'], $signing);
        }
        $accepts = false;
        foreach (['trtc', 'im', 'any'] as $rule) {
            $accepts = $accepts || $rule === $vector['userid_rule'];
            $request = static function () use ($vector, $contents, $rule): SignRequest {
                return new SignRequest($vector['userid'], $vector['expire'], $contents, (int) $vector['issued_at'], $rule);
            };
            if (!$accepts) {
                self::fails(UserSigException::USERID, $request);
                continue;
            }
            foreach ($signers as $signer) {
                $token = $signer->signRequest($request());
                $document = json_decode((string) gzuncompress((string) base64_decode(strtr($token, '*-_', '+/='), true)), true);
                $expected = $vector['document'];
                if (!isset($key['secret_key'])) {
                    // OpenSSL draws its nonces: each signature is another one, and right.
                    self::assertSame(1, openssl_verify($vector['signed_text'], base64_decode($document['TLS.sig']), $key['public'], 'sha256'));
                    unset($document['TLS.sig'], $expected['TLS.sig']);
                }
                ksort($document);
                ksort($expected);
                self::assertSame($expected, $document);
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
        self::assertTrue((new Verifier(1400000000, $key))->verify($token, $expectation)->isValid(), 'what was signed is valid');
    }

    /**
     * @dataProvider inspectVectors
     * @param array<string, mixed> $vector
     */
    public function testInspect(array $vector): void
    {
        if ($vector['fields'] !== null) {
            self::checkFields(Token::inspectUnverified($vector['token']), $vector);
            return;
        }
        $finding = self::fails(UserSigException::TOKEN, static function () use ($vector): void {
            Token::inspectUnverified($vector['token']);
        })->finding();
        self::assertTrue($finding !== null && in_array($finding->name(), ['empty', 'malformed'], true), 'cannot be read');
    }

    /** @param array<string, mixed> $vector */
    private static function checkFields(Token $token, array $vector): void
    {
        $fields = $vector['fields'];
        self::assertSame($fields['version'], $token->version());
        self::assertSame($fields['userid'], $token->userId());
        self::assertSame($fields['sdkappid'], $token->sdkAppIdText());
        self::assertSame(self::clamp($fields['issued_at']), $token->issuedAt());
        self::assertSame(self::clamp($fields['expire']), $token->validity());
        self::assertSame(self::clamp($fields['expires_at']), $token->expiresAt());
        self::assertSame($fields['is_time_approximate'], $token->isTimeApproximate());
        self::assertSame($fields['userbuf'], $token->userbuf() === null ? null : base64_encode($token->userbuf()));
        self::assertSame($vector['warnings'] !== [], $token->numbersAsText() !== []);
        self::assertSame($fields['private_map_key'], self::record($token->privateMapKey()));
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
        $longest = $vector['max_validity'] === null ? null : (int) $vector['max_validity'];
        return new Expectation($vector['userid'], $contents, $longest, (int) $vector['leeway'], (int) $vector['now']);
    }

    /**
     * @dataProvider verifyVectors
     * @param array<string, mixed> $vector
     */
    public function testVerify(array $vector): void
    {
        $verifier = self::verifier($vector['sdkappid'], self::vectors('golden')['keys'][$vector['key']]);
        $result = $verifier->verify($vector['token'], self::expectation($vector));
        $names = [];
        foreach ($result->findings() as $finding) {
            $names[] = $finding->name();
            self::assertTrue($finding->hint() !== '', 'a hint');
        }
        self::assertSame($vector['findings'], $names);
        $finding = $result->finding();
        self::assertSame($vector['finding'] === 'valid', $result->isValid());
        if ($finding === null) {
            $token = $result->token();
            self::assertTrue($token !== null && $token === $result->tokenOrThrow(), 'the token');
            self::checkFields($result->tokenOrThrow(), $vector);
            return;
        }
        self::assertSame(null, $result->token());
        self::assertSame($vector['finding'], $finding->name());
        self::assertSame($vector['service_code'], $finding->serviceCode() ?? 0);
        if (($vector['layer'] ?? null) !== null) {
            self::assertSame($vector['layer'], strstr($finding->detail(), ': ', true));
        }
        $thrown = self::fails(UserSigException::TOKEN, [$result, 'tokenOrThrow']);
        self::assertSame([$finding, $vector['service_code']], [$thrown->finding(), $thrown->getCode()]);
    }

    /**
     * @dataProvider references
     * @param array<string, mixed> $vector
     */
    public function testReference(array $vector): void
    {
        $app = $vector['sdkappid'];
        $key = $vector['version'] === '2.0' ? ['secret_key' => $vector['secret_key']]
            : ['public' => $vector['public_key'] ?? self::vectors('reference-tokens')['keys'][$vector['curve']]['pub']];
        $verifier = self::verifier($app, $key);
        $at = 0;
        if ($vector['expect'] !== 'malformed') {
            $token = Token::inspectUnverified($vector['token']);
            $at = $token->issuedAt();
            self::assertSame($vector['userid'], $token->userId());
            if (is_int($vector['issued_at'])) {
                self::assertSame($vector['issued_at'], $at);
            }
        }
        $findings = static function (Verifier $by, int $now) use ($vector): string {
            $names = [];
            foreach ($by->verify($vector['token'], new Expectation($vector['userid'], null, null, 0, $now))->findings() as $finding) {
                $names[] = $finding->name();
            }
            return $names === [] ? 'valid' : $names[0];
        };
        self::assertSame($vector['expect'], $findings($verifier, $at));
        if ($vector['expect'] === 'valid') {
            self::assertSame('valid', $findings($verifier, $at + $vector['expire']));
            self::assertSame('expired', $findings($verifier, $at + $vector['expire'] + 1));
        }
        self::assertTrue($findings(new Verifier($app, new SecretKey('another key')), $at) !== 'valid', 'rejected with another key');
    }
}
