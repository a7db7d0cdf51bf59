#!/usr/bin/env python3
"""Writes GenerateTestUserSig.java for each package in which demos have it, from the table and the template below.

    bindings/kotlin/testing/generate.py            write the files
    bindings/kotlin/testing/generate.py --check    compare them with the tree; ends in `N passed, N failed`

src/main/java/ has the classes of the artefact, which read their constants from the application. copies/ has the files for
those who copy one into a project: their constants are constants of the compiler, to be filled in, and they need only
usersig-android.
"""
import dataclasses
import pathlib
import string
import sys

HERE = pathlib.Path(__file__).resolve().parent

LICENCES = "The URL of the licence for the SDK's features.", "The key of the licence for the SDK's features."
EFFECTS = "The URL of the licence for Tencent Effect.", "The key of the licence for Tencent Effect."
DOMAINS = "The domain that streams are pushed to.", "The domain that streams are played from."


def texts(names, meanings):
    return [("String", name, meaning) for name, meaning in zip(names.split(), meanings, strict=True)]


@dataclasses.dataclass
class Demo:
    """A row. The first of several names for one constant is the one that is set."""
    package: str
    app_id: tuple = ("SDKAPPID",)
    key: tuple = ("SECRETKEY",)
    # Whether the demo's own file has a public key.
    key_is_public: bool = False
    expire: tuple = ("EXPIRETIME",)
    others: tuple = ()
    has_safe_url: bool = False
    has_gen_tls_signature: bool = False


KIT = texts("TENCENT_EFFECT_LICENSE_URL TENCENT_EFFECT_LICENSE_KEY", EFFECTS)
DEMOS = [
    Demo("com.tencent.trtc.debug", key=("SDKSECRETKEY", "SECRETKEY"), key_is_public=True, others=[
        ("int", "APPID", "The APPID of the account, for relaying streams to a CDN."),
        ("int", "BIZID", "The BIZID of the account, for relaying streams to a CDN."),
        *texts("CDN_DOMAIN_NAME", ["The domain that streams on the CDN are played from."]),
    ]),
    Demo("com.tencent.mlvb.debug", key=("SDKSECRETKEY", "SECRETKEY"), key_is_public=True, has_safe_url=True, others=[
        *texts("LICENSEURL LICENSEURLKEY", LICENCES), *texts("PUSH_DOMAIN PLAY_DOMAIN", DOMAINS),
        *texts("LIVE_URL_KEY", ["The key for the authentication of URLs."]),
    ]),
    Demo("com.tencent.qcloud.tim.demo.signature"),
    Demo("com.tencent.qcloud.tuikit.debug", others=KIT),
    Demo("com.tencent.qcloud.tuikit.tuicallkit.debug"),
    Demo("com.tencent.liteav.debug", app_id=("SDKAppID", "SDKAPPID"), key=("SDKSecretKey", "SECRETKEY"),
         expire=("EXPIRE_TIME", "EXPIRETIME"), others=[
        *texts("URL_FETCH_PUSH_URL SERVERLESSURL", ["The URL of a service that returns URLs to push to.", "The URL of the demo's own service."]),
        *texts("XMAGIC_LICENSE_URL XMAGIC_LICENSE_KEY", EFFECTS), *texts("LICENSEURL LICENSEURLKEY", LICENCES),
        *texts("PLAY_DOMAIN", DOMAINS[1:]),
    ]),
    Demo("com.tencent.cloud.tuikit.roomkit.debug", expire=("EXPIRE_TIME",)),
    Demo("com.trtc.uikit.aiconversationkit.debug", expire=("EXPIRE_TIME",)),
    Demo("io.trtc.tuikit.atomicx.karaoke.store.utils", others=KIT),
    Demo("io.trtc.tuikit.chat.signature", has_gen_tls_signature=True, others=KIT),
    Demo("io.trtc.uikit.demo.debug", others=KIT),
]

CLASS = string.Template("""\
// Written by bindings/kotlin/testing/generate.py.
package $package;

$imports
/**
 * Makes UserSigs inside a debug build, for trying out the SDKs. A real application asks its server for them: anyone who
 * has the APK has the secret key, and can impersonate any user.
 *
$about
 */
public class GenerateTestUserSig {
$constants
    private GenerateTestUserSig() {}

    /**
     * Signs a UserSig of the application {@link #$app_id}.
     *
     * @param userId the UserID: any text without control characters
     * @return the token, or an empty text if it cannot be signed; the log says why
     */
    public static String genTestUserSig(String userId) {
        return sign($app_id, $key, userId, $expire);
    }

    /**
     * Signs a UserSig of any application.
     *
     * @param userId the UserID: any text without control characters
     * @param sdkAppId the SDKAppID
     * @param secretKey the secret key
     * @return the token, or an empty text if it cannot be signed; the log says why
     */
    public static String genTestUserSig(String userId, int sdkAppId, String secretKey) {
        return sign(sdkAppId, secretKey, userId, $expire);
    }

    /**
     * Signs a UserSig of any application, with the arguments in another order.
     *
     * @param sdkAppId the SDKAppID
     * @param userId the UserID: any text without control characters
     * @param sdkSecretKey the secret key
     * @return the token, or an empty text if it cannot be signed; the log says why
     */
    public static String genTestUserSig(int sdkAppId, String userId, String sdkSecretKey) {
        return sign(sdkAppId, sdkSecretKey, userId, $expire);
    }
$extras}
""")

GEN_TLS_SIGNATURE = """
    /**
     * Signs a token with bytes of the application in it.
     *
     * @param sdkappid the SDKAppID
     * @param userId the UserID: any text without control characters
     * @param expire for how many seconds it is valid
     * @param userbuf the bytes, or null for a UserSig
     * @param priKeyContent the secret key
     * @return the token, or an empty text if it cannot be signed; the log says why
     */
    public static String GenTLSSignature(long sdkappid, String userId, long expire, byte[] userbuf, String priKeyContent) {
        return sign(sdkappid, priKeyContent, userId, expire, userbuf);
    }
"""

SAFE_URL = """
    /**
     * Returns what makes the URL of a live stream valid for an hour. It is signed with {@link #LIVE_URL_KEY}.
     *
     * @param streamName the name of the stream
     * @return {@code ?txSecret=…&txTime=…}
     */
    public static String getSafeUrl(String streamName) {
        return safeUrl(LIVE_URL_KEY, streamName);
    }
"""

ARTEFACT_ABOUT = """\
 * <p>Each constant that an application sets comes from the field of its BuildConfig with the name {@code USERSIG_} and the
 * constant's, such as {@code USERSIG_SDKAPPID}, else from the string resource with that name in lower case. The SDKAppID
 * and the secret key are {@code USERSIG_SDKAPPID} and {@code USERSIG_SECRETKEY} in each package.
 *
 * <p>In an application that is not debuggable this class throws, see
 * {@link io.github.usersig.testing.TestCredentials}."""

COPY_ABOUT = """\
 * <p>This file is for copying into a project, in place of the demo's: fill in the constants. It needs
 * {@code io.github.usersig:usersig-android}, and cannot be in one application with {@code usersig-testing}, which has a
 * class of this name.
 *
 * <p>In an application that is not debuggable this class throws IllegalStateException."""

COPY_IMPORTS = """\
import android.app.Application;
import android.content.pm.ApplicationInfo;
import io.github.usersig.SecretKey;
import io.github.usersig.SignRequest;
import io.github.usersig.Signer;
import io.github.usersig.UserIdRule;
import io.github.usersig.UserSigException;
${more}import java.util.logging.Logger;
"""

COPY_SIGNS = """
    private static String sign(int sdkAppId, String secretKey, String userId, long seconds) {
        // Java's int has the upper half of the 32 bits as negative numbers.
        return sign(sdkAppId & 0xFFFFFFFFL, secretKey, userId, seconds, null);
    }

    private static String sign(long sdkAppId, String secretKey, String userId, long seconds, byte[] userbuf) {
        checkDebuggable();
        if (sdkAppId == 0) return nothing("the SDKAppID is not set");
        if (secretKey == null || secretKey.isEmpty()) return nothing("the secret key is not set");
        if (userId == null) return nothing("the UserID is null; expected a text");
        try (SecretKey key = new SecretKey(secretKey);
                Signer signer = new Signer(sdkAppId, key)) {
            SignRequest request = new SignRequest(userId, seconds).withUserIdRule(UserIdRule.ANY);
            return signer.sign(userbuf == null ? request : request.withUserbuf(userbuf));
        } catch (UserSigException e) {
            return nothing(e.getMessage());
        }
    }

    private static String nothing(String why) {
        Logger.getLogger("usersig").warning("GenerateTestUserSig returns an empty text: " + why);
        return "";
    }

    /** Throws in a release build. Outside Android, as in a unit test on the JVM, there is no application. */
    private static void checkDebuggable() {
        Application application = null;
        try {
            Class<?> thread = Class.forName("android.app.ActivityThread");
            application = (Application) thread.getMethod("currentApplication").invoke(null);
        } catch (ReflectiveOperationException | LinkageError e) {
            // Not Android, or an application that cannot be seen.
        }
        boolean debuggable = application == null
                ? !"Dalvik".equals(System.getProperty("java.vm.name"))
                : (application.getApplicationInfo().flags & ApplicationInfo.FLAG_DEBUGGABLE) != 0;
        if (!debuggable) {
            throw new IllegalStateException("Android does not say that this is a debug build. GenerateTestUserSig signs with "
                    + "the secret key inside the application: anyone who has the APK can then impersonate any user. Let your server sign UserSigs");
        }
    }
"""

COPY_SAFE_URL = """
    private static String safeUrl(String key, String streamName) {
        checkDebuggable();
        long expiresAt = System.currentTimeMillis() / 1000 + 3600;
        String time = Long.toHexString(expiresAt).toUpperCase(Locale.ROOT);
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest((key + streamName + time).getBytes(StandardCharsets.UTF_8));
            return String.format(Locale.ROOT, "?txSecret=%032x&txTime=%s", new BigInteger(1, hash), time);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this runtime has no MD5", e);
        }
    }
"""

COPY_SAFE_URL_IMPORTS = """\
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
"""


def constant(kind, name, value, meaning, visibility="public"):
    return f"    /** {meaning} */\n    {visibility} static final {kind} {name} = {value};\n"


def constants(demo, setting):
    """The constants of a class; `setting` returns the value of one that the application sets."""
    key_visibility = "public" if demo.key_is_public else "private"
    groups = [
        ("int", demo.app_id, setting("int", "SDKAPPID"), "The application's SDKAppID, 0 if none is set.", "public"),
        ("String", demo.key, setting("String", "SECRETKEY"), "The application's secret key.", key_visibility),
        ("int", demo.expire, "604800", "For how many seconds a UserSig is valid: 7 days.", "public"),
    ]
    lines = []
    for kind, names, value, meaning, visibility in groups:
        lines.append(constant(kind, names[0], value, meaning, visibility))
        # Other names of the same are for other demos with this package. Nobody calls one that is private.
        if visibility == "public":
            lines += [constant(kind, name, names[0], f"The same as {{@link #{names[0]}}}.") for name in names[1:]]
    lines += [constant(kind, name, setting(kind, name), meaning) for kind, name, meaning in demo.others]
    return "\n".join(lines)


def artefact(demo):
    used = ["sign", *(["safeUrl"] if demo.has_safe_url else [])]
    imports = "".join(f"import static io.github.usersig.testing.TestCredentials.{name};\n" for name in sorted(["number", "text", *used]))
    methods = {"int": ("number", "0"), "String": ("text", '""')}

    def setting(kind, name):
        return '{0}("{2}", {1})'.format(*methods[kind], name)

    extras = GEN_TLS_SIGNATURE * demo.has_gen_tls_signature + SAFE_URL * demo.has_safe_url
    return written(demo, imports, ARTEFACT_ABOUT, constants(demo, setting), extras)


def copy(demo):
    imports = string.Template(COPY_IMPORTS).substitute(more=COPY_SAFE_URL_IMPORTS * demo.has_safe_url)
    extras = (GEN_TLS_SIGNATURE * demo.has_gen_tls_signature + SAFE_URL * demo.has_safe_url + COPY_SIGNS
              + COPY_SAFE_URL * demo.has_safe_url)
    return written(demo, imports, COPY_ABOUT, constants(demo, lambda kind, _: {"int": "0", "String": '""'}[kind]), extras)


def written(demo, imports, about, constants, extras):
    return CLASS.substitute(package=demo.package, imports=imports, about=about, constants=constants, extras=extras,
                            app_id=demo.app_id[0], key=demo.key[0], expire=demo.expire[0])


def files():
    for demo in DEMOS:
        path = pathlib.Path(*demo.package.split("."), "GenerateTestUserSig.java")
        yield HERE / "src/main/java" / path, artefact(demo)
        yield HERE / "copies" / path, copy(demo)


def main():
    expected = dict(files())
    if "--check" not in sys.argv[1:]:
        for path, text in expected.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return
    there = {path for folder in ("src", "copies") for path in (HERE / folder).rglob("GenerateTestUserSig.java")}
    stale = [path for path in there | set(expected) if path not in there or path.read_text("utf-8") != expected.get(path)]
    for path in stale:
        print(f"FAILED  {path.relative_to(HERE)} is not what generate.py writes")
    print(f"{len(there | set(expected)) - len(stale)} passed, {len(stale)} failed")
    sys.exit(bool(stale))


main()
