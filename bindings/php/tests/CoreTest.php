<?php

declare(strict_types=1);

namespace UserSig\Tests;

use UserSig\Contents;
use UserSig\Expectation;
use UserSig\PrivateKey;
use UserSig\PublicKey;
use UserSig\SecretKey;
use UserSig\Signer;
use UserSig\SignRequest;
use UserSig\UserSigException;
use UserSig\Verifier;

/**
 * Compares this package with the C library, which is the Rust core: the same verdicts, findings, codes, details and hints for every vector,
 * for tokens that are altered at random, and the same error texts for every input. HEADER is usersig.h after the preprocessor, LIBRARY the
 * library, SEED the start of the random numbers.
 */
final class CoreTest extends TestCase
{
    /** A time that no integer of PHP holds is another number in a sentence. */
    private const HUGE = '/\b[0-9]{19,}\b/';
    /**
     * Characters that the two may show in different ways: those that PHP's version of Unicode lacks and Rust's has, one that has become of
     * another kind, and those of which Rust escapes some, since they extend the character before them.
     */
    private const SHOWN_OTHERWISE = '/[\p{Cn}\x{1171E}\p{Mc}\x{FF9E}\x{FF9F}]/u';
    private const ALTERATIONS = 10;

    /** @var Core */
    private static $core;

    public static function setUpBeforeClass(): void
    {
        self::$core = new Core((string) file_get_contents((string) getenv('HEADER')), (string) getenv('LIBRARY'));
        mt_srand((int) getenv('SEED'));
    }

    /** @return iterable<string, array{array<string, mixed>|null, array{array{string, int, string}, callable}|null}> */
    public static function inputs(): iterable
    {
        foreach (self::vectors('golden')['inputs'] as $at => $vector) {
            $value = $vector['value'];
            $user = ['userid' => 'a', 'validity' => 604800];
            $fields = [
                'userid' => ['userid' => $value, 'validity' => 60], 'userid_trtc' => ['userid' => $value, 'validity' => 60, 'rule' => 'trtc'],
                'userid_any' => ['userid' => $value, 'validity' => 60, 'rule' => 'any'], 'room_name' => $user + ['room' => $value, 'privileges' => 1],
                'room_number' => $user + ['room' => $value, 'privileges' => 1], 'privileges_bits' => $user + ['room' => 1, 'privileges' => $value],
                'validity_seconds' => ['userid' => 'a', 'validity' => $value],
                'userbuf_length' => $user + ['userbuf' => is_int($value) ? str_repeat("\0", min($value, 100000)) : ''],
            ][$vector['input']] ?? null;
            if ($vector['input'] === 'private_map_key_issued_at' && strlen($value) < 19) {
                $fields = $user + ['room' => 1, 'privileges' => 1, 'issued_at' => (int) $value];
            }
            $calls = [
                'sdkappid' => [$vector['input'] === 'sdkappid' ? ['usersig_signer_new', $value, 'k'] : [], static function () use ($value): void {
                    new Signer($value, new SecretKey('k'));
                }],
                'secret_key' => [['usersig_signer_new', 1400000000, $value], static function () use ($value): void {
                    new SecretKey($value);
                }],
                'private_key' => [['usersig_signer_new_from_private_key', 1400000000, $value], static function () use ($value): void {
                    new PrivateKey($value);
                }],
                'public_key' => [['usersig_verifier_new_from_public_key', 1400000000, $value], static function () use ($value): void {
                    new PublicKey($value);
                }],
            ][$vector['input']] ?? null;
            if ($fields !== null || $calls !== null) {
                yield "$at $vector[input]" => [$fields, $calls];
            }
        }
    }

    public function testNoInputIsLeftOut(): void
    {
        self::assertSame(289, iterator_count(self::inputs()));
    }

    /**
     * @dataProvider inputs
     * @param array<string, mixed>|null $fields of a request
     * @param array{array{string, int, string}, callable}|null $calls of the library and of the package, that make an object
     */
    public function testTheErrorIsTheSame(?array $fields, ?array $calls): void
    {
        if ($fields !== null) {
            self::assertSame(self::$core->signError($fields), self::signed($fields));
        } elseif ($calls !== null) {
            self::assertSame(self::$core->keyError(...$calls[0]), self::message($calls[1]));
        }
    }

    /** @return iterable<string, array{array<string, mixed>}> */
    public static function tokens(): iterable
    {
        foreach (self::vectors('golden')['verify'] as $vector) {
            if (strlen($vector['now']) <= 18) {
                yield $vector['id'] => [$vector];
            }
        }
    }

    /**
     * @dataProvider tokens
     * @param array<string, mixed> $vector
     */
    public function testTheVerdictIsTheSame(array $vector): void
    {
        $token = $vector['token'];
        $document = $token === '' ? '' : @gzuncompress((string) base64_decode(strtr($token, '*-_', '+/=')), 65536);
        if ($document === false || preg_match(self::HUGE, $document) !== 1) {
            self::compare($vector, $token);
        }
        for ($round = 0; $round < self::ALTERATIONS && $token !== ''; $round++) {
            $other = self::altered($token);
            if (!self::isShownOtherwise($other)) {
                self::compare($vector, $other);
            }
            $changed = self::altered((string) $document);
            if ($document === false || preg_match(self::HUGE, $changed) === 1 || self::isShownOtherwise($changed)) {
                continue;
            }
            $isPlain = $round % 2 !== 0 && $changed !== '' && $changed[0] === '{';
            self::compare($vector, $isPlain ? $changed : strtr(base64_encode((string) gzcompress($changed)), '+/=', '*-_'));
        }
        $this->addToAssertionCount(1);
    }

    /** Whether a document has such a character, as it is or as \uXXXX. */
    private static function isShownOtherwise(string $document): bool
    {
        $read = preg_replace_callback('/(?:\\\\u[0-9A-Fa-f]{4})+/', static function (array $match): string {
            return (string) json_decode("\"$match[0]\"");
        }, $document);
        return preg_match(self::SHOWN_OTHERWISE, (string) $read) === 1;
    }

    /** @param array<string, mixed> $vector */
    private static function compare(array $vector, string $token): void
    {
        static $verifiers = [];
        $name = "$vector[key] $vector[sdkappid]";
        $key = self::vectors('golden')['keys'][$vector['key']];
        $verifiers[$name] = $verifiers[$name] ?? [
            self::$core->verifier($vector['sdkappid'], $key),
            new Verifier($vector['sdkappid'], isset($key['secret_key']) ? new SecretKey($key['secret_key']) : new PublicKey($key['public'])),
        ];
        [$theirs, $ours] = $verifiers[$name];
        $expectation = VectorTest::expectation($vector);
        $found = Core::describe($ours->verify($token, $expectation));
        self::assertSame(self::$core->verify($theirs, $token, $expectation), $found, 'base64 of the token: ' . base64_encode($token));
    }

    private static function altered(string $text): string
    {
        $at = mt_rand(0, max(0, strlen($text) - 1));
        switch ($text === '' ? 1 : mt_rand(0, 4)) {
            case 0:
                return substr($text, 0, $at);
            case 1:
                return substr($text, 0, $at) . chr(mt_rand(0, 255)) . substr($text, $at);
            case 2:
                return substr($text, 0, $at) . substr($text, $at + 1);
            case 3:
                $text[$at] = chr(mt_rand(0, 255));
                return $text;
            default:
                $text[$at] = '{}[]",:\\0-1e.u _*A'[mt_rand(0, 17)];
                return $text;
        }
    }

    /**
     * Returns the error of signing; null if there is none.
     *
     * @param array<string, mixed> $fields
     */
    private static function signed(array $fields): ?string
    {
        return self::message(static function () use ($fields): void {
            $contents = isset($fields['userbuf']) ? Contents::userbuf($fields['userbuf']) : null;
            if (isset($fields['room'])) {
                $contents = Contents::privateMapKey(VectorTest::room($fields['room']), $fields['privileges']);
            }
            $issuedAt = $fields['issued_at'] ?? 1700000000;
            $request = new SignRequest($fields['userid'], $fields['validity'], $contents, $issuedAt, $fields['rule'] ?? 'im');
            (new Signer(1400000000, new SecretKey('k')))->signRequest($request);
        });
    }

    private static function message(callable $call): ?string
    {
        try {
            $call();
            return null;
        } catch (UserSigException $e) {
            return $e->getMessage();
        }
    }
}
