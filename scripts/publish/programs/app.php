<?php
require 'vendor/autoload.php';

use UserSig\{Expectation, SecretKey, Signer, Verifier};

$key = new SecretKey(getenv('USERSIG_SECRET_KEY'));
$token = (new Signer(1400000000, $key))->sign('xiaojun', 7 * 86400);
$verdict = fn($user) => (new Verifier(1400000000, $key))->verify($token, new Expectation($user))->isValid() ? 'valid' : 'rejected';
echo "xiaojun: {$verdict('xiaojun')}, mallory: {$verdict('mallory')}", extension_loaded('usersig') ? ' (extension)' : '', "\n";
