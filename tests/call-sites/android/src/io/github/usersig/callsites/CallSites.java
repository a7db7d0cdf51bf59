package io.github.usersig.callsites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.usersig.Expectation;
import io.github.usersig.SecretKey;
import io.github.usersig.Verification;
import io.github.usersig.Verifier;
import java.io.File;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs each file of this folder, and verifies the tokens that it returns. A subclass says where the keys come from. */
public abstract class CallSites {
    /** The classes: each file, but for these that have no call site. */
    public static Stream<String> files() {
        TreeSet<String> names = new TreeSet<>();
        for (String file : new File(System.getProperty("usersig.callsites")).list()) names.add(file.replaceAll("\\..*", ""));
        assertTrue(names.remove("CallSites") && names.remove("Expected"));
        assertEquals(14, names.size());
        return names.stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    public void tokensAreValid(String name) throws Exception {
        Method method = Class.forName("io.github.usersig.callsites." + name).getDeclaredMethod("tokens");
        method.setAccessible(true);
        Map<?, ?> tokens = (Map<?, ?>) method.invoke(null);
        assertFalse(tokens.isEmpty());
        try (SecretKey key = new SecretKey(Expected.KEY);
                Verifier verifier = new Verifier(Expected.APP, key)) {
            for (Map.Entry<?, ?> entry : tokens.entrySet()) {
                Verification result = verifier.verify((String) entry.getValue(), new Expectation((String) entry.getKey()));
                assertTrue(result.isValid(), () -> name + ": " + result.getFindings());
            }
        }
    }
}
