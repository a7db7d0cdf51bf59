<?php

declare(strict_types=1);

namespace UserSig\Tests;

use Tencent\TLSSigAPI;
use Tencent\TLSSigAPIv2;
use UserSig\Contents;
use UserSig\PrivateKey;
use UserSig\Room;
use UserSig\SecretKey;
use UserSig\Signer;
use UserSig\SignRequest;
use UserSig\Token;
use UserSig\UserSigException;

/** The classes that servers call today: their call sites, what they reject, and what they keep to themselves. */
final class DropInTest extends TestCase
{
    private const APP = 1400000000;
    private const KEY = '5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e';
    private const SITES = ['server-v2' => 5, 'server-v2-first' => 3, 'subclass' => 1, 'server-v1' => 3, 'server-oldest' => 3];

    public static function setUpBeforeClass(): void
    {
        $pair = self::vectors('golden')['keys']['p256'];
        $variables = ['APP' => self::APP, 'SECRET_KEY' => self::KEY, 'PRIVATE_KEY' => $pair['pkcs8'], 'PUBLIC_KEY' => $pair['public']];
        foreach ($variables as $name => $value) {
            putenv("$name=$value");
        }
    }

    /** @return iterable<string, array{string, int}> */
    public static function sites(): iterable
    {
        foreach (self::SITES as $site => $count) {
            yield $site => [$site, $count];
        }
    }

    /** @dataProvider sites */
    public function testCallSite(string $site, int $count): void
    {
        $tokens = self::output(static function () use ($site): array {
            return require self::folder('CALL_SITES', 'tests/call-sites/php') . "/$site.php";
        });
        self::assertSame($count, count($tokens));
        foreach ($tokens as $user => $token) {
            self::independent((string) $user, $token, self::vectors('golden')['keys']['p256']['public']);
        }
    }

    /**
     * Returns what the call returns, if nothing is printed.
     *
     * @return mixed
     */
    private static function output(callable $call)
    {
        ob_start();
        try {
            $result = $call();
        } finally {
            $printed = ob_get_clean();
        }
        self::assertSame('', $printed);
        return $result;
    }

    /** Verifies a token without this library. */
    private static function independent(string $user, string $token, string $publicKey): void
    {
        $fields = json_decode((string) gzuncompress((string) base64_decode(strtr($token, '*-_', '+/='), true)), true);
        self::assertSame($user, $fields['TLS.identifier']);
        $userbuf = isset($fields['TLS.userbuf']) ? "TLS.userbuf:{$fields['TLS.userbuf']}\n" : '';
        if (isset($fields['TLS.ver'])) {
            $text = "TLS.identifier:$user\nTLS.sdkappid:{$fields['TLS.sdkappid']}\n"
                . "TLS.time:{$fields['TLS.time']}\nTLS.expire:{$fields['TLS.expire']}\n";
            self::assertSame(base64_encode(hash_hmac('sha256', $text . $userbuf, self::KEY, true)), $fields['TLS.sig']);
            return;
        }
        $text = "TLS.appid_at_3rd:0\nTLS.account_type:0\nTLS.identifier:$user\nTLS.sdk_appid:" . self::APP
            . "\nTLS.time:{$fields['TLS.time']}\nTLS.expire_after:{$fields['TLS.expire_after']}\n";
        self::assertSame(1, openssl_verify($text . $userbuf, base64_decode($fields['TLS.sig']), $publicKey, 'sha256'));
    }

    private static function api(): TLSSigAPIv2
    {
        return new TLSSigAPIv2(self::APP, self::KEY);
    }

    /** @return array<string, array{mixed, string, callable}> */
    private static function wrongCalls(): array
    {
        $api = self::api();
        return [
            'no SDKAppID' => ['sdkappid', static function () {
                return (new TLSSigAPIv2(0, self::KEY))->genUserSig('a');
            }],
            'an SDKAppID that is no number' => ['sdkappid', static function () {
                return (new TLSSigAPIv2('14e8', self::KEY))->genSig('a');
            }],
            'no key' => ['key', static function () {
                return (new TLSSigAPIv2(self::APP, ''))->genUserSig('a');
            }],
            'null as a key' => ['key', static function () {
                return (new TLSSigAPIv2(self::APP, null))->genUserSig('a');
            }],
            'a line break behind the key' => ['key', static function () {
                return (new TLSSigAPIv2(self::APP, self::KEY . "\n"))->genUserSig('a');
            }],
            'an empty UserID' => ['userid', static function () use ($api) {
                return $api->genUserSig('');
            }],
            'null as a UserID' => ['userid', static function () use ($api) {
                return $api->genUserSig(null);
            }],
            'a UserID with the text of another token' => ['userid', static function () use ($api) {
                return $api->genUserSig("a\nTLS.sdkappid:1\nTLS.time:1\nTLS.expire:1");
            }],
            'a UserID that is not UTF-8' => ['userid', static function () use ($api) {
                return $api->genUserSig("\xff");
            }],
            'no validity' => ['validity', static function () use ($api) {
                return $api->genUserSig('a', 0);
            }],
            'a negative validity' => ['validity', static function () use ($api) {
                return $api->genUserSig('a', '-1');
            }],
            'a validity with a fraction' => ['validity', static function () use ($api) {
                return $api->genUserSig('a', 86400.5);
            }],
            'room 0' => ['room', static function () use ($api) {
                return $api->genPrivateMapKey('a', 60, 0, 255);
            }],
            'a long string room' => ['room', static function () use ($api) {
                return $api->genPrivateMapKeyWithStringRoomID('a', 60, str_repeat('r', 65), 255);
            }],
            'privileges above 255' => ['privileges', static function () use ($api) {
                return $api->genPrivateMapKey('a', 60, 1, 256);
            }],
            'a long userbuf' => ['userbuf', static function () use ($api) {
                return $api->genSigWithUserBuf('a', 60, str_repeat('b', 32769));
            }],
            'version 1.0 without a key' => ['key', static function () {
                $v1 = new TLSSigAPI();
                $v1->setAppid(self::APP);
                return $v1->genSig('a');
            }],
            'a public key to sign with' => ['key', static function () {
                return (new TLSSigAPI())->setPrivateKey(getenv('PUBLIC_KEY'));
            }],
        ];
    }

    public function testWhatCannotBeSignedIsAnException(): void
    {
        foreach (self::wrongCalls() as $name => [$kind, $call]) {
            $error = self::output(static function () use ($kind, $call): UserSigException {
                return self::fails($kind, $call);
            });
            self::assertTrue($error instanceof \Exception && strpos($error->getMessage(), substr(self::KEY, 0, 8)) === false, $name);
        }
    }

    public function testForgeriesAreNotValid(): void
    {
        $other = new Signer(self::APP, new SecretKey('another key'));
        $now = time();
        $document = static function (array $fields): string {
            $usual = ['TLS.ver' => '2.0', 'TLS.identifier' => 'a', 'TLS.sdkappid' => self::APP, 'TLS.time' => time(), 'TLS.expire' => 60];
            $json = json_encode($fields + $usual);
            return strtr(base64_encode((string) gzcompress((string) $json)), '+/=', '*-_');
        };
        $signed = static function (string $identifier, string $rest) use ($now): string {
            $text = "TLS.identifier:$identifier\nTLS.sdkappid:" . self::APP . "\nTLS.time:$now\nTLS.expire:60\n$rest";
            return base64_encode(hash_hmac('sha256', $text, self::KEY, true));
        };
        $own = self::api()->genUserSig('a', 60);
        $expired = (new Signer(self::APP, new SecretKey(self::KEY)))->signRequest(new SignRequest('a', 60, null, $now - 61));
        $v1 = (new Signer(self::APP, new PrivateKey((string) getenv('PRIVATE_KEY'))))->sign('a', 60);
        $forgeries = [
            'no signature' => $document([]), 'true as a signature' => $document(['TLS.sig' => true]), 'false' => $document(['TLS.sig' => false]),
            'an empty signature' => $document(['TLS.sig' => '']), '0 as a signature' => $document(['TLS.sig' => 0]),
            'a list' => $document(['TLS.sig' => []]), 'a signature that is a number to PHP' => $document(['TLS.sig' => '0e1234567890']),
            'another key' => $other->sign('a', 60), 'the last second is over' => $expired, 'version 1.0' => $v1,
            'another user' => self::api()->genUserSig('b'), 'another application' => (new TLSSigAPIv2(1400000001, self::KEY))->genUserSig('a'),
            'a part of it' => substr($own, 0, -8), 'more than it' => $own . 'AAAA', 'nothing' => '', 'white space' => "$own\n",
            'a bomb' => strtr(base64_encode((string) gzcompress(str_repeat(' ', 50000000), 9)), '+/=', '*-_'),
            'a userbuf that is not signed' => $document(['TLS.time' => $now, 'TLS.sig' => $signed('a', ''), 'TLS.userbuf' => 'QUJD']),
            'one application in the text of another' => $document(
                ['TLS.time' => $now, 'TLS.sig' => $signed('a', ''), 'TLS.sdkappid' => self::APP . ' ']
            ),
        ];
        foreach ($forgeries as $name => $token) {
            $valid = self::api()->verifySig($token, 'a', $init, $expire, $error);
            self::assertTrue($valid === false && $error !== '', "rejected: $name");
            $times = $name === 'the last second is over' ? [$now - 61, 60] : [0, 0];
            self::assertSame($times, [$init, $expire]);
        }
        self::assertSame(true, self::api()->verifySig($own, 'a', $init, $expire, $error));
        self::assertSame(false, self::api()->verifySig($own, null, $init, $expire, $error));
        self::assertSame(false, self::api()->verifySig(null, 'a', $init, $expire, $error));
        self::assertSame(false, (new TLSSigAPIv2(self::APP, ''))->verifySig($own, 'a', $init, $expire, $error));
        self::assertTrue(strpos($error, 'the secret key is empty') === 0, $error);
        self::assertSame(false, (new TLSSigAPI())->verifySig($v1, 'a', $init, $expire, $error));
    }

    public function testAPrivateMapKeyForAnotherRoomIsSeen(): void
    {
        $token = self::api()->genPrivateMapKey('张三', 3600, 10001, 42);
        $record = Token::inspectUnverified($token)->privateMapKey();
        self::assertTrue($record !== null && $record->account() === '张三' && $record->room() === 10001 && $record->privileges() === 42, 'the record');
        $wrong = self::api()->genSigWithUserBuf('b', 3600, (string) Token::inspectUnverified($token)->userbuf());
        self::assertSame(false, self::api()->verifySig($wrong, 'b', $init, $expire, $error));
        $contents = Contents::privateMapKey(Room::fromName('r'), 2);
        $named = (new Signer(self::APP, new SecretKey(self::KEY)))->signRequest(new SignRequest('a', 60, $contents));
        self::assertSame(true, self::api()->verifySigWithUserBuf($named, 'a', $init, $expire, $userbuf, $error));
        self::assertSame(1, ord($userbuf[0]));
    }

    public function testNoDumpHasTheKey(): void
    {
        $pem = (string) getenv('PRIVATE_KEY');
        $v1 = new TLSSigAPI();
        $v1->setPrivateKey($pem);
        $lines = explode("\n", $pem);
        foreach ([new SecretKey(self::KEY), self::api(), new Signer(1, new SecretKey(self::KEY)), $v1, new PrivateKey($pem)] as $object) {
            ob_start();
            var_dump($object, (array) $object);
            print_r($object);
            var_export($object);
            $text = ob_get_clean() . json_encode($object);
            self::assertTrue(strpos($text, substr(self::KEY, 0, 8)) === false && strpos($text, $lines[1]) === false, get_class($object));
            try {
                serialize($object);
                $serialized = true;
            } catch (\LogicException $e) {
                $serialized = false;
            }
            self::assertSame(false, $serialized);
        }
    }

    public function testAMillionSignaturesInFlatMemory(): void
    {
        $api = self::api();
        $sign = static function (int $count) use ($api): void {
            for ($i = 0; $i < $count; $i++) {
                $token = $api->genUserSig("user_$i", 60);
                if ($i % 10 === 0 && !$api->verifySig($token, "user_$i", $init, $expire, $error)) {
                    throw new \RuntimeException($error);
                }
            }
        };
        $sign(1000);
        [$before, $resident] = [memory_get_usage(), self::residentBytes()];
        $sign((int) (getenv('SIGNATURES') ?: 1000));
        self::assertTrue(memory_get_usage() - $before < 10000, memory_get_usage() - $before . ' bytes more');
        // Beside PHP's own memory, that of the extension.
        self::assertTrue(self::residentBytes() - $resident < 1 << 20, self::residentBytes() - $resident . ' resident bytes more');
    }

    /** Returns the memory of the process; 0 where the system does not say. */
    private static function residentBytes(): int
    {
        $pages = is_readable('/proc/self/statm') ? explode(' ', (string) file_get_contents('/proc/self/statm'))[1] : 0;
        return (int) $pages * 4096;
    }
}
