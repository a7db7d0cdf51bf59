<?php

// The repository's class: names since release 1.1, with arguments from a configuration and a request, which are texts.
$api = new \Tencent\TLSSigAPIv2(getenv('APP'), getenv('SECRET_KEY'));
$tokens = [
    'anna' => $api->genUserSig('anna'),
    'boris' => $api->genUserSig('boris', 86400 * 180),
    'carla' => $api->genPrivateMapKey('carla', 3600, '10001', 255),
    'dieter' => $api->genPrivateMapKeyWithStringRoomID('dieter', 3600, 'lesson 7', 0b00101010),
    10086 => $api->genUserSig(10086, '3600'),
];
foreach ($tokens as $user => $token) {
    if (!$api->verifySig($token, $user, $init_time, $expire_time, $error_msg)) {
        throw new Exception("verifySig: $error_msg");
    }
    // time() may be a second behind another clock: it is that of the last tick.
    if ($init_time > time() + 1 || $init_time + $expire_time < time() + 3599) {
        throw new Exception('the times of verifySig');
    }
}
return $tokens;
