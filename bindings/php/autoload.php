<?php

/** Loads the classes without Composer: `require 'usersig/autoload.php';`. */

declare(strict_types=1);

spl_autoload_register(static function (string $class): void {
    // As composer.json says. Others may have classes in the namespace Tencent as well: a file that is not there is not asked for.
    $folders = ['UserSig' => 'src', 'Tencent' => 'tencent', '' => 'oldest'];
    [$name, $rest] = strpos($class, '\\') === false ? ['', $class] : explode('\\', $class, 2);
    $file = __DIR__ . '/' . ($folders[$name] ?? '') . '/' . str_replace('\\', '/', $rest) . '.php';
    if (isset($folders[$name]) && is_file($file)) {
        require $file;
    }
});
