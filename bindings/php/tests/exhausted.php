<?php

// Keeps tokens or results until PHP's memory limit ends it, in the extension or beside it: `php exhausted.php sign`.

declare(strict_types=1);

use UserSig\Native\Key;

$key = Key::secret('k');
[$signer, $verifier] = [$key->signer(1400000000), $key->verifier(1400000000)];
$token = $signer->sign('a', 60, 'im', null, str_repeat('x', 32768));
for ($kept = [];;) {
    $kept[] = $argv[1] === 'sign' ? $signer->sign('a', 60, 'im', null, random_bytes(30000)) : $verifier->verify($token, 'a');
}
