<?php

declare(strict_types=1);

namespace UserSig\Internal;

/**
 * Keeps a key out of its object, so that no dump, log or serialized form of the object has it.
 *
 * @template T
 */
trait HiddenKey
{
    /** @var array<int, T> by the number of the object */
    private static $keys = [];

    /** @param T $key */
    private function hide($key): void
    {
        self::$keys[spl_object_id($this)] = $key;
    }

    /** @return T */
    private function key()
    {
        return self::$keys[spl_object_id($this)];
    }

    public function __destruct()
    {
        unset(self::$keys[spl_object_id($this)]);
    }

    /** A copy would have no key. */
    private function __clone()
    {
    }

    /** @return array<string, mixed> */
    public function __serialize(): array
    {
        throw new \LogicException('a key cannot be serialized');
    }

    /** @param array<string, mixed> $data */
    public function __unserialize(array $data): void
    {
        throw new \LogicException('a key cannot be serialized');
    }
}
