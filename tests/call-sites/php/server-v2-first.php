<?php

// Release 1.0, which Packagist and the documentation name: genSig, and a userbuf.
use Tencent\TLSSigAPIv2;

$api = new TLSSigAPIv2((int) getenv('APP'), getenv('SECRET_KEY'));
$tokens = [
    'emil' => $api->genSig('emil'),
    'fatima' => $api->genSig('fatima', 3600),
    'georg' => $api->genSigWithUserBuf('georg', 86400 * 180, "abc\0def"),
];
if ($api->verifySigWithUserBuf($tokens['georg'], 'georg', $init, $expire, $userbuf, $error) !== true || $userbuf !== "abc\0def") {
    throw new Exception("verifySigWithUserBuf: $error");
}
return $tokens;
