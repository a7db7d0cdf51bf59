<?php

/**
 * Runs the tests: `php tests/run.php`; EXTENSION=1 says that the extension is loaded. AUTOLOAD names another autoloader than the package's own;
 * VECTORS and CALL_SITES are folders, SIGNATURES how many tokens are signed to see that memory stays flat.
 */

declare(strict_types=1);

error_reporting(E_ALL);
set_error_handler(static function (int $level, string $message, string $file, int $line): bool {
    // What is silenced with @ is not an error.
    if ((error_reporting() & $level) !== 0) {
        throw new ErrorException($message, 0, $level, $file, $line);
    }
    return true;
});

require getenv('AUTOLOAD') ?: __DIR__ . '/../autoload.php';
foreach (['Check', 'VectorTests', 'DropInTests', 'ExtensionTests'] as $name) {
    require_once __DIR__ . "/$name.php";
}
(new UserSig\Tests\VectorTests())->run();
(new UserSig\Tests\DropInTests())->run();
(new UserSig\Tests\ExtensionTests())->run();
exit(UserSig\Tests\Check::finish());
