<?php

/**
 * Runs before the tests: `phpunit -c bindings/php`. EXTENSION=1 says that the extension is loaded. AUTOLOAD names another autoloader than the
 * package's own; VECTORS and CALL_SITES are folders, SIGNATURES how many tokens are signed to see that memory stays flat.
 */

declare(strict_types=1);

// PHPUnit keeps a handler that is there. What is deprecated in PHPUnit itself, which is older than PHP 8.4, is no error.
$library = dirname((string) (new ReflectionClass(PHPUnit\Framework\TestCase::class))->getFileName(), 3);
set_error_handler(static function (int $level, string $message, string $file, int $line) use ($library): bool {
    // What is silenced with @ is not an error.
    if ((error_reporting() & $level) !== 0 && strpos($file, "$library/") !== 0) {
        throw new ErrorException($message, 0, $level, $file, $line);
    }
    return true;
});

require getenv('AUTOLOAD') ?: __DIR__ . '/../autoload.php';
spl_autoload_register(static function (string $class): void {
    if (strpos($class, 'UserSig\\Tests\\') === 0) {
        require_once __DIR__ . '/' . substr($class, strlen('UserSig\\Tests\\')) . '.php';
    }
});
if (UserSig\Internal\Extension::isUsed() !== (getenv('EXTENSION') === '1')) {
    throw new LogicException('EXTENSION does not say whether the extension is used');
}
