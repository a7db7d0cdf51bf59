<?php

// A Laravel application that hands the logged-in user a UserSig: a provider, a route, a controller. `php laravel.php AUTOLOAD` sends it requests.

declare(strict_types=1);

require 'Illuminate/autoload.php';
require $argv[1];

use Illuminate\Auth\GenericUser;
use Illuminate\Config\Repository;
use Illuminate\Foundation\Application;
use Illuminate\Foundation\Http\Kernel;
use Illuminate\Http\JsonResponse;
use Illuminate\Http\Request;
use Illuminate\Support\Facades\Facade;
use Illuminate\Support\Facades\Route;
use Illuminate\Support\ServiceProvider;
use Tencent\TLSSigAPIv2;

/** What `php artisan make:provider UserSigServiceProvider` makes. */
final class UserSigServiceProvider extends ServiceProvider
{
    public function register(): void
    {
        $this->app->singleton(TLSSigAPIv2::class, static function (): TLSSigAPIv2 {
            return new TLSSigAPIv2(config('services.usersig.sdkappid'), config('services.usersig.key'));
        });
    }

    public function boot(): void
    {
        Route::get('/user-sig', [UserSigController::class, 'show']);
    }
}

final class UserSigController
{
    public function show(Request $request, TLSSigAPIv2 $api): JsonResponse
    {
        // The user who has logged in (in an application by the middleware `auth`); never a name from the request.
        $user = $request->user();
        return new JsonResponse(['userId' => $user->id, 'userSig' => $api->genUserSig($user->id, 86400)]);
    }
}

// What bootstrap/app.php and config/ do.
$app = new Application(sys_get_temp_dir());
$app->instance('config', new Repository([
    'app' => ['providers' => []],
    'services' => ['usersig' => ['sdkappid' => '1400000000', 'key' => getenv('USERSIG_SECRET_KEY')]],
]));
Facade::setFacadeApplication($app);
$app->register(UserSigServiceProvider::class);
$app->boot();
$kernel = new class ($app, $app['router']) extends Kernel {
    protected $bootstrappers = [];
};

$api = $app->make(TLSSigAPIv2::class);
foreach ([10086, 10010] as $user) {
    $request = Request::create('/user-sig');
    $request->setUserResolver(static function () use ($user): GenericUser {
        return new GenericUser(['id' => $user]);
    });
    $shown = $kernel->handle($request)->getData(true);
    if ($shown['userId'] !== $user || !$api->verifySig($shown['userSig'], $user, $init, $expire, $error) || $expire !== 86400) {
        throw new RuntimeException("rejected: $error");
    }
}
if ($api !== $app->make(TLSSigAPIv2::class)) {
    throw new RuntimeException('the container has made a second object');
}
echo "signed by Laravel ", $app->version(), "\n";
