<?php

declare(strict_types=1);

namespace UserSig\Tests;

use UserSig\Native\Key;
use UserSig\SecretKey;
use UserSig\Signer;
use UserSig\Verifier;

/** The classes of the extension, which the package calls with checked arguments: others end in null or an error of PHP, never in a crash. */
final class ExtensionTest extends TestCase
{
    private const APP = 1400000000;

    public function testWhatCannotBeUsedIsNull(): void
    {
        $pair = self::vectors('golden')['keys']['p256'];
        $keys = [Key::secret(''), Key::secret("\xff"), Key::private($pair['public']), Key::public($pair['pkcs8'])];
        self::assertSame([null, null, null, null], $keys);
        $key = Key::secret('k');
        foreach ([0, -1, 4294967296, PHP_INT_MAX, PHP_INT_MIN] as $number) {
            self::assertSame([null, null], [$key->signer($number), $key->verifier($number)]);
        }
        self::assertSame([null, null], [Key::private($pair['pkcs8'])->verifier(self::APP), Key::public($pair['public'])->signer(self::APP)]);
        $signer = $key->signer(self::APP);
        $calls = [
            ['', 60, 'im'], ["\xff", 60, 'im'], ["a\n", 60, 'any'], ["a\0", 60, 'any'], ['a', 0, 'im'], ['a', -1, 'im'], ['a', PHP_INT_MAX, 'im'],
            ['a', 60, ''], ['a', 60, 'im', -1], ['a', 60, 'im', 0, str_repeat('x', 32769)], ['a', 60, 'im', 0, null, 0], ['a', 60, 'im', 0, null, -1],
            ['a', 60, 'im', 0, null, "r\xff"], ['a', 60, 'im', 0, null, []], ['a', 60, 'im', 0, null, 1.5], ['a', 60, 'im', 0, null, 'r', 256],
            ['a', 60, 'im', 0, null, 'r', -1], ['a', 60, 'im', 4294967290, null, 'r', 1],
        ];
        foreach ($calls as $arguments) {
            self::assertSame(null, $signer->sign(...$arguments));
        }
        $verifier = $key->verifier(self::APP);
        $calls = [['', -1], ['a', -1], ['a', null, -1], ['a', null, 86401], ['a', null, 0, 0], ['a', null, 0, null, false, null, 'r', 256]];
        foreach ($calls as $arguments) {
            self::assertSame(null, $verifier->verify('', ...$arguments));
        }
    }

    public function testArgumentsOfOtherTypesAreErrors(): void
    {
        $key = Key::secret('k');
        $calls = [
            [[Key::class, 'secret'], []], [[Key::class, 'secret'], [null]], [[$key, 'signer'], ['1']], [[$key->signer(1), 'sign'], ['a', '60', 'im']],
            [[$key->signer(1), 'sign'], [['a'], 60, 'im']], [[$key->signer(1), 'sign'], ['a', 60.5, 'im']], [[$key->verifier(1), 'verify'], ['t']],
            [[$key->verifier(1), 'verify'], ['t', new \stdClass()]],
        ];
        foreach ($calls as [$call, $arguments]) {
            try {
                $call(...$arguments);
                $thrown = null;
            } catch (\TypeError $e) {
                $thrown = $e;
            }
            self::assertTrue($thrown !== null, json_encode($arguments) . ' is an error');
        }
    }

    public function testAKeyStaysInItsObject(): void
    {
        $key = Key::secret('5bd2850fff3ecb11');
        foreach ([$key, $key->signer(1), $key->verifier(1)] as $object) {
            ob_start();
            var_dump($object, (array) $object);
            var_export($object);
            self::assertTrue(strpos(ob_get_clean() . json_encode($object), '5bd2850f') === false, get_class($object));
            foreach (['clone', 'serialize', 'set'] as $what) {
                try {
                    $what === 'clone' ? clone $object : ($what === 'serialize' ? serialize($object) : $object->field = 1);
                    $done = true;
                } catch (\Throwable $e) {
                    $done = false;
                }
                self::assertSame(false, $done);
            }
        }
    }

    /** The package leaves P-256 to OpenSSL if that is loaded, so no other test gets here. */
    public function testEachCurve(): void
    {
        foreach (['p256' => true, 'secp256k1' => false] as $curve => $isP256) {
            $pair = self::vectors('golden')['keys'][$curve];
            [$private, $public] = [Key::private($pair['pkcs8']), Key::public($pair['public'])];
            self::assertSame([$isP256, $isP256], [$private->isP256(), $public->isP256()]);
            $token = $private->signer(self::APP)->sign('a', 60, 'im', 1700000000, 'bytes');
            $fields = ['1.0', false, 'a', (string) self::APP, 1700000000, 60, 'bytes', []];
            self::assertSame([[], $fields], $public->verifier(self::APP)->verify($token, 'a', 1700000060));
            [$findings] = $public->verifier(self::APP)->verify($token, 'a', 1700000061);
            self::assertSame('expired', $findings[0][0]);
        }
    }

    public function testSignersOutliveTheirKey(): void
    {
        $key = new SecretKey('k');
        [$signer, $verifier] = [new Signer(self::APP, $key), new Verifier(self::APP, $key)];
        unset($key);
        $expectation = new \UserSig\Expectation('a');
        self::assertSame(true, $verifier->verify($signer->sign('a', 60), $expectation)->isValid());
    }
}
