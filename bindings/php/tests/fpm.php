<?php

// The page that the stage asks php-fpm for. AUTOLOAD names the autoloader, KEYS a folder with the keys.

declare(strict_types=1);

use Tencent\TLSSigAPI;
use Tencent\TLSSigAPIv2;
use UserSig\Internal\Extension;
use UserSig\PrivateKey;
use UserSig\SecretKey;

require getenv('AUTOLOAD');

header('Content-Type: text/plain');
$read = static function (string $name): string {
    return (string) file_get_contents(getenv('KEYS') . "/$name");
};
$api = new TLSSigAPIv2(1400000000, $read('secret'));
$old = new TLSSigAPI();
$old->setAppid(1400000000);
$old->setPrivateKey($read('private'));
$old->setPublicKey($read('public'));
switch ($_SERVER['QUERY_STRING']) {
    case 'sign':
        for ($i = 0; $i < 20; $i++) {
            foreach ([[$api, $api->genUserSig('xiaojun', 60)], [$old, $old->genSig('xiaojun', 60)]] as [$class, $token]) {
                if (!$class->verifySig($token, 'xiaojun', $init, $expire, $error) || $expire !== 60) {
                    exit("rejected: $error");
                }
            }
        }
        $resident = (int) explode(' ', (string) file_get_contents('/proc/self/statm'))[1] * 4096;
        exit(getmypid() . " $resident " . (Extension::isUsed() ? 'extension' : 'pure') . "\n");
    case 'info':
        phpinfo();
        exit;
    case 'secret':
        new SecretKey($read('secret') . "\n");
        exit;
    case 'private':
        new PrivateKey(substr($read('private'), 0, 100));
        exit;
    case 'user':
        $api->genUserSig("a\n");
}
