<?php

/** Loads the classes without Composer: `require 'usersig/autoload.php';`. */

declare(strict_types=1);

spl_autoload_register(static function (string $class): void {
    // As composer.json says. The namespace Tencent is theirs: only the two classes of it that are here.
    if ($class === 'WebRTCSigApi') {
        require __DIR__ . '/oldest/WebRTCSigApi.php';
    } elseif ($class === 'Tencent\TLSSigAPIv2' || $class === 'Tencent\TLSSigAPI' || strncmp($class, 'UserSig\\', 8) === 0) {
        $file = __DIR__ . '/src/' . str_replace('\\', '/', preg_replace('/^UserSig\\\\/', '', $class)) . '.php';
        if (is_file($file)) {
            require $file;
        }
    }
});
