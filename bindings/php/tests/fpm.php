<?php

// What a page does: signs and verifies. The stage asks php-fpm for it.
require getenv('AUTOLOAD');

header('Content-Type: text/plain');
$api = new Tencent\TLSSigAPIv2(getenv('APP'), getenv('SECRET_KEY'));
$token = $api->genUserSig('xiaojun', 60);
if (!$api->verifySig($token, 'xiaojun', $init, $expire, $error)) {
    echo "rejected: $error";
} else {
    echo "$token";
}
