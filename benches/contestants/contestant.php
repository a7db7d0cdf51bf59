<?php

/** What the PHP contestants share. The lines are explained in compare/src/main.rs. */

declare(strict_types=1);

function must(bool $right): void
{
    if (!$right) {
        throw new RuntimeException('rejected');
    }
}

/**
 * Replies to each line.
 *
 * @param callable(string): string $sign returns a token of version 2.0
 * @param array<string, callable(string): callable> $operations each returns a function that does the work once
 */
function run(callable $sign, array $operations): void
{
    while (($line = fgets(STDIN)) !== false) {
        [$operation, $argument, $token] = explode(' ', rtrim($line)) + [2 => '-'];
        $reply = '-';
        if ($operation === 'token') {
            $reply = $sign($argument);
        } elseif (isset($operations[$operation])) {
            [$work, $last, $count] = [$operations[$operation]($token), null, (int) $argument];
            $start = hrtime(true);
            for ($i = 0; $i < $count; $i++) {
                $last = $work();
            }
            $reply = hrtime(true) - $start . ' - ' . ($last ?? '-');
        }
        fwrite(STDOUT, "$reply\n");
    }
}
