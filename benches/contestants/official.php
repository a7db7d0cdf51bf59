<?php

/** A contestant of scripts/bench: the official class of PHP, whose file is the argument. */

declare(strict_types=1);

require __DIR__ . '/contestant.php';
require $argv[1];

$api = new Tencent\TLSSigAPIv2((int) getenv('BENCH_SDKAPPID'), getenv('BENCH_KEY'));
[$user, $expire] = [(string) getenv('BENCH_USERID'), (int) getenv('BENCH_EXPIRE')];
// It prints the userbuf of a PrivateMapKey, so that operation is left out; and it verifies by the system clock.
run(static function (string $user) use ($api, $expire): string {
    return $api->genUserSig($user, $expire);
}, [
    'sign' => static function () use ($api, $user, $expire): callable {
        return static function () use ($api, $user, $expire): string {
            return $api->genUserSig($user, $expire);
        };
    },
]);
