<?php

/**
 * Compares this package with the C library, which is the Rust core: the same verdicts, findings, codes, details and hints for every vector,
 * for tokens that are altered at random, and the same error texts for every input. HEADER is usersig.h after the preprocessor, LIBRARY the
 * library, SEED the start of the random numbers, EXTENSION=1 says that the extension is loaded.
 */

declare(strict_types=1);

use UserSig\Contents;
use UserSig\Expectation;
use UserSig\Internal\Extension;
use UserSig\PrivateKey;
use UserSig\PublicKey;
use UserSig\Room;
use UserSig\SecretKey;
use UserSig\Signer;
use UserSig\SignRequest;
use UserSig\Tests\Check;
use UserSig\Tests\Core;
use UserSig\Tests\VectorTests;
use UserSig\UserSigException;
use UserSig\Verifier;

require getenv('AUTOLOAD') ?: __DIR__ . '/../autoload.php';
foreach (['Check', 'Core', 'VectorTests'] as $name) {
    require_once __DIR__ . "/$name.php";
}
$core = new Core((string) file_get_contents((string) getenv('HEADER')), (string) getenv('LIBRARY'));
$golden = Check::vectors('golden');
mt_srand((int) getenv('SEED'));

$message = static function (callable $call): ?string {
    try {
        $call();
        return null;
    } catch (UserSigException $e) {
        return $e->getMessage();
    }
};

Check::test('the extension is used if it is there', static function (): void {
    Check::same(getenv('EXTENSION') === '1', Extension::isUsed());
});

// --- inputs ------------------------------------------------------------------------------------------

$inputs = 0;
$signed = static function (array $fields) use ($message): ?string {
    return $message(static function () use ($fields): void {
        $contents = isset($fields['userbuf']) ? Contents::userbuf($fields['userbuf']) : null;
        if (isset($fields['room'])) {
            $contents = Contents::privateMapKey(VectorTests::room($fields['room']), $fields['privileges']);
        }
        $request = new SignRequest($fields['userid'], $fields['validity'], $contents, $fields['issued_at'] ?? 1700000000, $fields['rule'] ?? 'im');
        (new Signer(1400000000, new SecretKey('k')))->signRequest($request);
    });
};
foreach ($golden['inputs'] as $vector) {
    $value = $vector['value'];
    $user = ['userid' => 'a', 'validity' => 604800];
    $fields = [
        'userid' => ['userid' => $value, 'validity' => 60], 'userid_trtc' => ['userid' => $value, 'validity' => 60, 'rule' => 'trtc'],
        'userid_any' => ['userid' => $value, 'validity' => 60, 'rule' => 'any'], 'room_name' => $user + ['room' => $value, 'privileges' => 1],
        'room_number' => $user + ['room' => $value, 'privileges' => 1], 'privileges_bits' => $user + ['room' => 1, 'privileges' => $value],
        'validity_seconds' => ['userid' => 'a', 'validity' => $value],
        'userbuf_length' => $user + ['userbuf' => is_int($value) ? str_repeat("\0", min($value, 100000)) : ''],
    ][$vector['input']] ?? null;
    if ($vector['input'] === 'private_map_key_issued_at' && strlen($value) < 19) {
        $fields = $user + ['room' => 1, 'privileges' => 1, 'issued_at' => (int) $value];
    }
    $calls = [
        'sdkappid' => [$vector['input'] === 'sdkappid' ? ['usersig_signer_new', $value, 'k'] : [], static function () use ($value): void {
            new Signer($value, new SecretKey('k'));
        }],
        'secret_key' => [['usersig_signer_new', 1400000000, $value], static function () use ($value): void {
            new SecretKey($value);
        }],
        'private_key' => [['usersig_signer_new_from_private_key', 1400000000, $value], static function () use ($value): void {
            new PrivateKey($value);
        }],
        'public_key' => [['usersig_verifier_new_from_public_key', 1400000000, $value], static function () use ($value): void {
            new PublicKey($value);
        }],
    ][$vector['input']] ?? null;
    if ($fields === null && $calls === null) {
        continue;
    }
    $inputs++;
    Check::test("input $vector[input] " . json_encode($value), static function () use ($core, $fields, $calls, $signed, $message): void {
        if ($fields !== null) {
            Check::same($core->signError($fields), $signed($fields));
        } else {
            Check::same($core->keyError(...$calls[0]), $message($calls[1]));
        }
    });
}
Check::test('289 inputs', static function () use ($inputs): void {
    Check::same(289, $inputs);
});

// --- tokens ------------------------------------------------------------------------------------------

$compare = static function (array $vector, string $token, Expectation $expectation) use ($core, $golden): void {
    static $verifiers = [];
    $name = "$vector[key] $vector[sdkappid]";
    $key = $golden['keys'][$vector['key']];
    $verifiers[$name] = $verifiers[$name] ?? [
        $core->verifier($vector['sdkappid'], $key),
        new Verifier($vector['sdkappid'], isset($key['secret_key']) ? new SecretKey($key['secret_key']) : new PublicKey($key['public'])),
    ];
    [$theirs, $ours] = $verifiers[$name];
    Check::same($core->verify($theirs, $token, $expectation), Core::describe($ours->verify($token, $expectation)));
};
$altered = static function (string $text): string {
    $at = mt_rand(0, max(0, strlen($text) - 1));
    switch (mt_rand(0, 4)) {
        case 0:
            return substr($text, 0, $at);
        case 1:
            return substr($text, 0, $at) . chr(mt_rand(0, 255)) . substr($text, $at);
        case 2:
            return substr($text, 0, $at) . substr($text, $at + 1);
        case 3:
            $text[$at] = chr(mt_rand(0, 255));
            return $text;
        default:
            $text[$at] = '{}[]",:\\0-1e.u _*A'[mt_rand(0, 17)];
            return $text;
    }
};
$isHuge = '/\b[0-9]{19,}\b/';
foreach ($golden['verify'] as $vector) {
    if (strlen($vector['now']) > 18) {
        continue;
    }
    $expectation = VectorTests::expectation($vector);
    $token = $vector['token'];
    $document = $token === '' ? '' : @gzuncompress((string) base64_decode(strtr($token, '*-_', '+/=')), 65536);
    // A time that no integer of PHP holds is another number in a sentence.
    if ($document === false || preg_match($isHuge, $document) !== 1) {
        Check::test("token $vector[id]", static function () use ($compare, $vector, $token, $expectation): void {
            $compare($vector, $token, $expectation);
        });
    }
    for ($round = 0; $round < 10 && $token !== ''; $round++) {
        $changed = $altered($token);
        Check::test("altered token $changed of $vector[id]", static function () use ($compare, $vector, $changed, $expectation): void {
            $compare($vector, $changed, $expectation);
        });
        if ($document === false || $document === '') {
            continue;
        }
        $changed = $altered($document);
        if (preg_match($isHuge, $changed) === 1) {
            continue;
        }
        $packed = $round % 2 === 0 || $changed === '' || $changed[0] !== '{' ? strtr(base64_encode((string) gzcompress($changed)), '+/=', '*-_') : $changed;
        Check::test("altered document $changed of $vector[id]", static function () use ($compare, $vector, $packed, $expectation): void {
            $compare($vector, $packed, $expectation);
        });
    }
}
exit(Check::finish());
