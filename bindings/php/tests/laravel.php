<?php

// A Laravel application binds the class once and lets controllers ask for it: `php laravel.php AUTOLOAD`.

declare(strict_types=1);

require 'Illuminate/Container/autoload.php';
require $argv[1];

use Illuminate\Container\Container;
use Tencent\TLSSigAPIv2;

/** What `php artisan make:provider` writes, without the base class of the framework. */
final class UserSigServiceProvider
{
    public function register(Container $app): void
    {
        $app->singleton(TLSSigAPIv2::class, static function (): TLSSigAPIv2 {
            return new TLSSigAPIv2('1400000000', (string) getenv('USERSIG_SECRET_KEY'));
        });
    }
}

final class UserSigController
{
    /** @var TLSSigAPIv2 */
    private $api;

    public function __construct(TLSSigAPIv2 $api)
    {
        $this->api = $api;
    }

    /** @return array{userId: int, userSig: string} for the user who has logged in */
    public function show(int $userId): array
    {
        return ['userId' => $userId, 'userSig' => $this->api->genUserSig($userId, 86400)];
    }
}

$app = new Container();
(new UserSigServiceProvider())->register($app);
$shown = $app->make(UserSigController::class)->show(10086);
$api = $app->make(TLSSigAPIv2::class);
if ($api !== $app->make(TLSSigAPIv2::class) || !$api->verifySig($shown['userSig'], 10086, $init, $expire, $error) || $expire !== 86400) {
    echo "rejected: $error\n";
    exit(1);
}
echo "signed\n";
