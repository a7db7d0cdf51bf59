<?php

// The oldest file: no namespace, 300 seconds, the room before the validity.
$api = new WebRTCSigApi();
$api->setSdkAppid((int) getenv('APP'));
$api->setPrivateKey(getenv('PRIVATE_KEY'));
$api->setPublicKey(getenv('PUBLIC_KEY'));
$userSig = $api->genUserSig('lena');
$privateMapKey = $api->genPrivateMapKey('max', 10000);
if ($api->verifyUserSig($userSig, 'lena', $init_time, $expire_time, $error_msg) !== true || $expire_time !== 300) {
    throw new Exception("verifyUserSig: $error_msg");
}
if ($api->verifyPrivateMapKey($privateMapKey, 'max', $init_time, $expire_time, $userbuf, $error_msg) !== true || $userbuf === '') {
    throw new Exception("verifyPrivateMapKey: $error_msg");
}
return ['lena' => $userSig, 'max' => $privateMapKey, 'nora' => $api->genPrivateMapKey('nora', 10000, 600)];
