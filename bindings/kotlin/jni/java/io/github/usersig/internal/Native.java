package io.github.usersig.internal;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;

/**
 * The native methods of {@code bindings/jni}, and what loads its library. Java, because a shrinker keeps native methods by
 * their names.
 *
 * <p>An object is a number, which is valid until it is freed: {@link Handle} sees to that. Numbers are unsigned, by their
 * bits; a time or a validity below zero is none. What carries or expects contents has their kind first (see
 * {@link Carried}). An array of bytes that is returned is for {@link Record}. A call that fails throws
 * {@link IllegalArgumentException} with a message for {@code failing}.
 */
public final class Native {
    private Native() {}

    private static final String NAME = "usersig_jni";

    static {
        // Android has the library in the app; its virtual machines have all kept this name.
        if ("Dalvik".equals(System.getProperty("java.vm.name"))) {
            System.loadLibrary(NAME);
        } else {
            Jar.load();
        }
    }

    public static native String version();

    public static native byte[] facts();

    public static native long secretKey(String text);

    public static native long privateKey(String pem);

    public static native long publicKey(String pem);

    public static native void free(int kind, long object);

    public static native long signer(int sdkappid, long key, boolean isPrivate);

    public static native int sdkappid(long signer);

    public static native boolean hasPrivateKey(long signer);

    public static native String sign(
            long signer, String userid, int rule, long validity, long issuedAt,
            int contents, byte[] userbuf, String roomName, int roomNumber, int privileges);

    public static native String[] signMany(long signer, String[] userids, int rule, long validity, long issuedAt);

    public static native long verifier(int sdkappid, long key, boolean isPublic);

    public static native byte[] verify(
            long verifier, String token, String userid, long now, long leeway, long maxValidity,
            int contents, byte[] userbuf, String roomName, int roomNumber, int privileges);

    public static native byte[] diagnose(
            long verifier, String token, String userid, long now, long leeway, long maxValidity,
            int contents, byte[] userbuf, String roomName, int roomNumber, int privileges, String keyText, int language);

    public static native byte[] inspect(String token);

    public static native byte[] diagnoseUnverified(String token, long now, int language);

    public static native byte[] diagnoseKey(String text, int language);

    public static native byte[] explain(String code, int language);

    public static native byte[] explanations(int language);

    /** The library inside the jar, in a folder for each platform. A class of its own, which Android never loads. */
    private static final class Jar {
        private static final String[] PLATFORMS = {
            "linux-x86-64", "linux-x86-64-musl", "linux-aarch64", "linux-aarch64-musl", "win32-x86-64", "darwin-x86-64",
            "darwin-aarch64",
        };
        private static final String FOLDER = "usersig-jni-";
        private static final long DAY = 24 * 60 * 60 * 1000L;

        static void load() {
            String platform = platform();
            try (InputStream library = Native.class.getResourceAsStream(resource(platform))) {
                if (library == null) {
                    loadInstalled(platform);
                } else {
                    loadCopy(library);
                }
            } catch (IOException e) {
                throw error("cannot be unpacked: " + e + "; expected a folder for it in java.io.tmpdir ("
                        + System.getProperty("java.io.tmpdir") + "); set that to a folder that can be written to", e);
            }
        }

        private static String platform() {
            String os = System.getProperty("os.name");
            String arch = System.getProperty("os.arch").replace("amd64", "x86-64").replace("x86_64", "x86-64");
            if (os.startsWith("Windows")) {
                return "win32-" + arch;
            }
            if (os.startsWith("Mac")) {
                return "darwin-" + arch;
            }
            return os.toLowerCase() + "-" + arch + (usesMusl() ? "-musl" : "");
        }

        /** Whether this very process has musl as its C library: some systems have the files of both. */
        private static boolean usesMusl() {
            try {
                for (String line : Files.readAllLines(Paths.get("/proc/self/maps"))) {
                    if (line.contains("/ld-musl-")) {
                        return true;
                    }
                }
            } catch (IOException e) {
                // No Linux, or no /proc: the usual library is tried.
            }
            return false;
        }

        private static String resource(String platform) {
            boolean isWindows = platform.startsWith("win32");
            String end = isWindows ? ".dll" : platform.startsWith("darwin") ? ".dylib" : ".so";
            return "/" + platform + "/" + (isWindows ? "" : "lib") + NAME + end;
        }

        private static void loadInstalled(String platform) {
            try {
                System.loadLibrary(NAME);
            } catch (UnsatisfiedLinkError e) {
                List<String> there = new ArrayList<>();
                for (String one : PLATFORMS) {
                    if (Native.class.getResource(resource(one)) != null) {
                        there.add(one);
                    }
                }
                throw error("is not there for this platform, " + platform + " (" + e.getMessage() + "); expected one of "
                        + there + "; build it for this platform (bindings/jni) and set java.library.path to its folder", e);
            }
        }

        /** Only this user can write to the folder, and nothing of it is left where an open file can be deleted. */
        private static void loadCopy(InputStream library) throws IOException {
            Path folder = Files.createTempDirectory(FOLDER);
            Path copy = folder.resolve(System.mapLibraryName(NAME));
            try {
                Files.copy(library, copy);
                System.load(copy.toString());
            } catch (UnsatisfiedLinkError e) {
                throw error("cannot be loaded: " + e.getMessage() + "; if programs must not run from there, set java.io.tmpdir "
                        + "to a folder from which they may", e);
            } finally {
                if (!copy.toFile().delete()) {
                    deleteOldCopies(folder.getParent().toFile());
                }
                folder.toFile().delete();
            }
        }

        /** Windows keeps a library in use: so each process deletes what earlier ones had to leave. */
        private static void deleteOldCopies(File temporary) {
            File[] folders = temporary.listFiles((parent, name) -> name.startsWith(FOLDER));
            if (folders == null) {
                return;
            }
            for (File folder : folders) {
                File[] files = folder.lastModified() < System.currentTimeMillis() - DAY ? folder.listFiles() : null;
                if (files != null) {
                    for (File file : files) {
                        file.delete();
                    }
                    folder.delete();
                }
            }
        }

        private static UnsatisfiedLinkError error(String what, Throwable cause) {
            UnsatisfiedLinkError error = new UnsatisfiedLinkError("usersig's native library " + what);
            error.initCause(cause);
            return error;
        }
    }
}
