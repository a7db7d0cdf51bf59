<?php

/** A contestant of scripts/bench: usersig's package for PHP. */

declare(strict_types=1);

use UserSig\Contents;
use UserSig\Expectation;
use UserSig\PrivateKey;
use UserSig\Privileges;
use UserSig\PublicKey;
use UserSig\Room;
use UserSig\SecretKey;
use UserSig\Signer;
use UserSig\SignRequest;
use UserSig\Verifier;

require __DIR__ . '/contestant.php';
require __DIR__ . '/../../bindings/php/autoload.php';

[$app, $user, $expire, $now] = [(int) getenv('BENCH_SDKAPPID'), (string) getenv('BENCH_USERID'), (int) getenv('BENCH_EXPIRE'), (int) getenv('BENCH_NOW')];
$key = new SecretKey((string) getenv('BENCH_KEY'));
$signer = new Signer($app, $key);
$verifier = new Verifier($app, $key);
$verify = static function (string $token) use ($verifier, $user, $now): callable {
    return static function () use ($verifier, $token, $user, $now): void {
        must($verifier->verify($token, new Expectation($user, null, null, 0, $now))->isValid());
    };
};
$operations = [
    'sign' => static function () use ($signer, $user, $expire): callable {
        return static function () use ($signer, $user, $expire): string {
            return $signer->sign($user, $expire);
        };
    },
    'sign-at' => static function () use ($signer, $user, $expire, $now): callable {
        return static function () use ($signer, $user, $expire, $now): string {
            return $signer->signRequest(new SignRequest($user, $expire, null, $now));
        };
    },
    'room' => static function () use ($signer, $user, $expire): callable {
        return static function () use ($signer, $user, $expire): string {
            $contents = Contents::privateMapKey(Room::fromNumber(10000), Privileges::ALL);
            return $signer->signRequest(new SignRequest($user, $expire, $contents));
        };
    },
    'verify' => $verify,
];
foreach (['p256' => 'P256', 'secp256k1' => 'SECP256K1'] as $curve => $name) {
    $operations["sign-$curve"] = static function () use ($app, $user, $expire, $name): callable {
        $own = new Signer($app, new PrivateKey((string) getenv("BENCH_{$name}_PRIVATE")));
        return static function () use ($own, $user, $expire): string {
            return $own->sign($user, $expire);
        };
    };
    $operations["verify-$curve"] = static function (string $token) use ($app, $user, $name): callable {
        $other = new Verifier($app, new PublicKey((string) getenv("BENCH_{$name}_PUBLIC")));
        return static function () use ($other, $token, $user): void {
            must($other->verify($token, new Expectation($user))->isValid());
        };
    };
}
run(static function (string $user) use ($signer, $expire): string {
    return $signer->sign($user, $expire);
}, $operations);
