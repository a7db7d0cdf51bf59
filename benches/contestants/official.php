<?php

/** A contestant of scripts/bench: the official class of PHP, whose file is the argument. */

declare(strict_types=1);

require __DIR__ . '/contestant.php';
require $argv[1];

$api = new Tencent\TLSSigAPIv2((int) getenv('BENCH_SDKAPPID'), getenv('BENCH_KEY'));
[$user, $expire] = [(string) getenv('BENCH_USERID'), (int) getenv('BENCH_EXPIRE')];
// It verifies by the system clock only.
run(static function (string $user) use ($api, $expire): string {
    return $api->genUserSig($user, $expire);
}, [
    'sign' => static function () use ($api, $user, $expire): callable {
        return static function () use ($api, $user, $expire): string {
            return $api->genUserSig($user, $expire);
        };
    },
    'room' => static function () use ($api, $user, $expire): callable {
        return static function () use ($api, $user, $expire): string {
            return $api->genPrivateMapKey($user, $expire, 10000, 255);
        };
    },
]);
