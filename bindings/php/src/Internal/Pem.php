<?php

declare(strict_types=1);

namespace UserSig\Internal;

use UserSig\UserSigException;

/** Keys of version 1.0 in PEM, on the curve P-256 or secp256k1, read by OpenSSL. */
final class Pem
{
    /** DER object identifiers by OpenSSL's names of the curves. */
    private const CURVES = [
        'prime256v1' => "\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07",
        'secp256k1' => "\x06\x05\x2b\x81\x04\x00\x0a",
    ];
    private const EC_PUBLIC_KEY = "\x06\x07\x2a\x86\x48\xce\x3d\x02\x01";
    private const LABELS = ['ENCRYPTED PRIVATE KEY', 'RSA PRIVATE KEY', 'PUBLIC KEY', 'EC PRIVATE KEY', 'PRIVATE KEY', 'CERTIFICATE'];

    /**
     * Reads PKCS#8 (`PRIVATE KEY`) or SEC1 (`EC PRIVATE KEY`, with or without `EC PARAMETERS`).
     *
     * @return resource|\OpenSSLAsymmetricKey
     * @throws UserSigException of the kind KEY
     */
    public static function privateKey(
        #[\SensitiveParameter]
        string $pem
    ) {
        self::requireOpenSsl();
        $der = self::block($pem, 'PRIVATE KEY', 'private key');
        if ($der !== null) {
            return self::onCurve(openssl_pkey_get_private(self::armour($der, 'PRIVATE KEY')), array_keys(self::CURVES))
                ?? self::fail('private key', 'its PKCS#8 content is damaged or of another curve');
        }
        $der = self::block($pem, 'EC PRIVATE KEY', 'private key');
        if ($der === null) {
            return self::fail('private key', self::whatItIsInstead($pem, 'PRIVATE KEY or EC PRIVATE KEY'));
        }
        // A SEC1 key may leave its curve to the block before it.
        $parameters = self::block($pem, 'EC PARAMETERS', 'private key');
        $curves = $parameters === null ? self::CURVES : array_intersect(self::CURVES, [$parameters]);
        if ($curves === []) {
            return self::fail('private key', 'its EC PARAMETERS name another curve');
        }
        foreach ($curves as $curve => $oid) {
            // As PKCS#8, which names the curve outside.
            $pkcs8 = self::der("\x30", "\x02\x01\x00" . self::der("\x30", self::EC_PUBLIC_KEY . $oid) . self::der("\x04", $der));
            $key = self::onCurve(openssl_pkey_get_private(self::armour($pkcs8, 'PRIVATE KEY')), [$curve]);
            if ($key !== null) {
                return $key;
            }
        }
        return self::fail('private key', 'its SEC1 content is damaged or of another curve');
    }

    /**
     * Reads SPKI (`PUBLIC KEY`).
     *
     * @return resource|\OpenSSLAsymmetricKey
     * @throws UserSigException of the kind KEY
     */
    public static function publicKey(string $pem)
    {
        self::requireOpenSsl();
        $der = self::block($pem, 'PUBLIC KEY', 'public key');
        if ($der === null) {
            return self::fail('public key', self::whatItIsInstead($pem, 'PUBLIC KEY'));
        }
        return self::onCurve(openssl_pkey_get_public(self::armour($der, 'PUBLIC KEY')), array_keys(self::CURVES))
            ?? self::fail('public key', 'its SPKI content is damaged or of another curve');
    }

    /** Returns the decoded content of the first block with this label, whose lines may have any length and any ends; null if there is none. */
    private static function block(
        #[\SensitiveParameter]
        string $pem,
        string $label,
        string $expected
    ): ?string {
        $parts = explode("-----BEGIN $label-----", $pem, 2);
        if (!isset($parts[1])) {
            return null;
        }
        $body = strstr($parts[1], "-----END $label-----", true);
        if ($body === false) {
            return self::fail($expected, "its end is missing: no line -----END $label-----");
        }
        if (strpos($body, 'ENCRYPTED') !== false) {
            return self::fail($expected, 'it is encrypted; decrypt it first');
        }
        $text = (string) preg_replace('/[ \t\n\f\r]+/', '', $body);
        $der = base64_decode($text, true);
        if ($der === false || base64_encode($der) !== $text) {
            return self::fail($expected, "the base64 inside $label is damaged");
        }
        return $der;
    }

    /**
     * Returns the key if it is one on these curves, and empties OpenSSL's list of errors, which belongs to the application.
     *
     * @param resource|\OpenSSLAsymmetricKey|false $key
     * @param list<string> $curves
     * @return resource|\OpenSSLAsymmetricKey|null
     */
    private static function onCurve($key, array $curves)
    {
        if ($key === false) {
            while (openssl_error_string() !== false) {
                continue;
            }
            return null;
        }
        $details = openssl_pkey_get_details($key);
        return $details !== false && in_array($details['ec']['curve_name'] ?? '', $curves, true) ? $key : null;
    }

    private static function armour(
        #[\SensitiveParameter]
        string $der,
        string $label
    ): string {
        return "-----BEGIN $label-----\n" . chunk_split(base64_encode($der), 64, "\n") . "-----END $label-----\n";
    }

    /** Returns a DER value of less than 64 KiB. */
    private static function der(
        string $tag,
        #[\SensitiveParameter]
        string $content
    ): string {
        $length = strlen($content);
        if ($length < 0x80) {
            return $tag . chr($length) . $content;
        }
        return $tag . ($length < 0x100 ? "\x81" . chr($length) : "\x82" . pack('n', $length)) . $content;
    }

    private static function whatItIsInstead(
        #[\SensitiveParameter]
        string $pem,
        string $expected
    ): string {
        foreach (self::LABELS as $label) {
            if (strpos($pem, "-----BEGIN $label-----") !== false) {
                return "found a PEM block $label, expected $expected";
            }
        }
        return trim($pem) === '' ? 'it is empty' : "found no PEM block, expected $expected";
    }

    /** @return never */
    private static function fail(string $expected, string $reason)
    {
        throw new UserSigException(
            UserSigException::KEY,
            "the $expected cannot be read: $reason; expected PEM on the curve P-256 or secp256k1"
        );
    }

    private static function requireOpenSsl(): void
    {
        if (!extension_loaded('openssl')) {
            throw new UserSigException(UserSigException::KEY, 'version 1.0 needs the PHP extension openssl; install or enable it');
        }
    }
}
