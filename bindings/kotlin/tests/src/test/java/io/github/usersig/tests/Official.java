package io.github.usersig.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.InflaterInputStream;

/** The official jars. They are off the class path, because our classes have the same names. */
public final class Official {
    private Official() {}

    /** Loads a class from an official jar and what it depends on. */
    public static Class<?> load(String jar, String type) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (File file : new File(System.getProperty("official.jars")).listFiles()) {
            if (file.getName().equals(jar) || !file.getName().startsWith("tls-sig-api")) urls.add(file.toURI().toURL());
        }
        return new Jdk8Loader(urls.toArray(new URL[0])).loadClass(type);
    }

    /** A loader with the one class that JDK 8 had and newer ones lack. */
    private static final class Jdk8Loader extends URLClassLoader {
        Jdk8Loader(URL[] urls) {
            super(urls, null);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (!name.equals("sun.misc.BASE64Encoder")) return super.findClass(name);
            // No compiler makes a class of that name today: a name of the same length is exchanged in the class file.
            try (InputStream file = Official.class.getResourceAsStream("/old/jdk8/BASE64Encoder.class")) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                for (int next = file.read(); next >= 0; next = file.read()) bytes.write(next);
                byte[] code = new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1)
                        .replace("old/jdk8/", "sun/misc/")
                        .getBytes(StandardCharsets.ISO_8859_1);
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    /** Calls a public method, of an object or a class, that these arguments fit. */
    public static Object call(Object target, String name, Object... args) throws Exception {
        Class<?> type = target instanceof Class ? (Class<?>) target : target.getClass();
        for (Method method : type.getMethods()) {
            if (!method.getName().equals(name) || !fits(method.getParameterTypes(), args)) continue;
            try {
                return method.invoke(target, args);
            } catch (InvocationTargetException e) {
                throw e.getCause() instanceof Exception ? (Exception) e.getCause() : e;
            }
        }
        throw new NoSuchMethodException(name + Arrays.toString(args));
    }

    private static boolean fits(Class<?>[] types, Object[] args) {
        if (types.length != args.length) return false;
        for (int i = 0; i < types.length; i++) {
            boolean same = types[i] == long.class ? args[i] instanceof Long
                    : types[i] == int.class ? args[i] instanceof Integer : types[i].isInstance(args[i]);
            if (!same) return false;
        }
        return true;
    }

    /** Returns a public field of a result. */
    public static Object field(Object target, String name) throws ReflectiveOperationException {
        return target.getClass().getField(name).get(target);
    }

    /** Returns a token's document. */
    public static JsonObject document(String token) throws IOException {
        String base64 = token.replace('*', '+').replace('-', '/').replace('_', '=');
        byte[] zlib = Base64.getDecoder().decode(base64);
        try (Reader reader = new InputStreamReader(
                new InflaterInputStream(new ByteArrayInputStream(zlib)), StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader).getAsJsonObject();
        }
    }

    /** Makes pairs until both are of one second: each side reads the clock, which the original lets nobody set. */
    public static <T> void sameInOneSecond(Callable<T> theirs, Callable<T> ours) throws Exception {
        for (int attempt = 0; attempt < 50; attempt++) {
            long second = System.currentTimeMillis() / 1000;
            T original = theirs.call();
            T own = ours.call();
            if (System.currentTimeMillis() / 1000 != second) continue;
            if (original instanceof byte[]) {
                assertArrayEquals((byte[]) original, (byte[]) own);
            } else {
                assertEquals(original, own);
            }
            return;
        }
        throw new AssertionError("no two calls fell into one second");
    }
}
