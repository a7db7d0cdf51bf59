<?php

// Version 1.0. Callers spell the setters with capitals, because PHP ignores the case; the userbuf comes before the validity.
try {
    $api = new Tencent\TLSSigAPI();
    $api->SetAppid(getenv('APP'));
    $api->SetPrivateKey(getenv('PRIVATE_KEY'));
    $api->SetPublicKey(getenv('PUBLIC_KEY'));
    $tokens = [
        'ida' => $api->genSig('ida'),
        'jonas' => $api->genSig('jonas', 3600),
        'klara' => $api->genSigWithUserbuf('klara', 'abc', 3600),
    ];
    $ok = $api->verifySig($tokens['ida'], 'ida', $init_time, $expire_time, $error_msg) && $expire_time === 15552000
        && $api->verifySigWithUserbuf($tokens['klara'], 'klara', $init_time, $expire_time, $userbuf, $error_msg) && $userbuf === 'abc';
    if (!$ok) {
        throw new Exception("verifySig: $error_msg");
    }
} catch (Exception $e) {
    throw new RuntimeException('version 1.0 failed: ' . $e->getMessage());
}
return $tokens;
