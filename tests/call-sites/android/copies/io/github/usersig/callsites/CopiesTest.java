package io.github.usersig.callsites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import android.app.ActivityThread;
import android.app.Application;
import android.content.pm.ApplicationInfo;
import com.tencent.mlvb.debug.GenerateTestUserSig;
import io.github.usersig.SecretKey;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The call sites over the copied files, and what these files do by themselves. */
class CopiesTest extends CallSites {
    private final List<String> log = new ArrayList<>();

    @AfterEach
    void noApplication() {
        ActivityThread.application = null;
    }

    private static void application(int flags) {
        ApplicationInfo info = new ApplicationInfo();
        info.flags = flags;
        ActivityThread.application = new Application() {
            @Override
            public ApplicationInfo getApplicationInfo() {
                return info;
            }
        };
    }

    /** The SDKAppID and the key are constants of the compiler: a switch and an annotation accept nothing else. */
    @Test
    @SuppressWarnings(com.tencent.trtc.debug.GenerateTestUserSig.SDKSECRETKEY + GenerateTestUserSig.SECRETKEY)
    void constantsAreConstantExpressions() {
        switch (Expected.APP) {
            case com.tencent.trtc.debug.GenerateTestUserSig.SDKAPPID:
                break;
            default:
                throw new AssertionError("the SDKAppID was not filled in");
        }
        final int kits = (com.tencent.liteav.debug.GenerateTestUserSig.SDKAppID == Expected.APP ? 1 : 0)
                + (com.tencent.liteav.debug.GenerateTestUserSig.SDKAPPID == Expected.APP ? 1 : 0)
                + (com.tencent.qcloud.tuikit.debug.GenerateTestUserSig.SDKAPPID == Expected.APP ? 1 : 0)
                + (com.tencent.qcloud.tim.demo.signature.GenerateTestUserSig.SDKAPPID == Expected.APP ? 1 : 0)
                + (io.trtc.tuikit.atomicx.karaoke.store.utils.GenerateTestUserSig.SDKAPPID == Expected.APP ? 1 : 0)
                + (io.trtc.tuikit.chat.signature.GenerateTestUserSig.SDKAPPID == Expected.APP ? 1 : 0)
                + (io.trtc.uikit.demo.debug.GenerateTestUserSig.SDKAPPID == Expected.APP ? 1 : 0);
        switch (7) {
            case kits:
                break;
            default:
                throw new AssertionError("an SDKAppID was not filled in: " + kits);
        }
    }

    private String signed(String userId, int sdkAppId, String key) {
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                log.add(record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("usersig");
        logger.addHandler(handler);
        try {
            return GenerateTestUserSig.genTestUserSig(userId, sdkAppId, key);
        } finally {
            logger.removeHandler(handler);
        }
    }

    @Test
    void whatCannotBeSignedIsAnEmptyTextAndOneLineOfLog() {
        assertEquals("", signed("bob", Expected.APP, ""));
        assertEquals("", signed("bob", Expected.APP, null));
        assertEquals("", signed("bob", 0, Expected.KEY));
        assertEquals("", signed(null, Expected.APP, Expected.KEY));
        assertEquals("", signed("", Expected.APP, Expected.KEY));
        assertEquals("", signed("bob", Expected.APP, " " + Expected.KEY));
        assertEquals(6, log.size());
        for (String line : log) {
            assertFalse(line.contains(Expected.KEY));
            assertFalse(line.contains("\n"));
        }
    }

    @Test
    void whatIsSignedIsNotLogged() {
        assertTrue(signed("bob", -1, Expected.KEY).length() > 100);
        assertTrue(log.isEmpty());
    }

    @Test
    void aReleaseBuildIsRejected() {
        application(0);
        for (Executable call : new Executable[] {
            () -> GenerateTestUserSig.genTestUserSig("bob"),
            () -> GenerateTestUserSig.genTestUserSig("bob", Expected.APP, Expected.KEY),
            () -> GenerateTestUserSig.genTestUserSig(Expected.APP, "bob", Expected.KEY),
            () -> GenerateTestUserSig.getSafeUrl("stream"),
            () -> io.trtc.tuikit.chat.signature.GenerateTestUserSig.GenTLSSignature(Expected.APP, "bob", 60, null, Expected.KEY),
        }) {
            String message = assertThrows(IllegalStateException.class, call).getMessage();
            assertTrue(message.contains("your server") && !message.contains(Expected.KEY), message);
        }
    }

    @Test
    void aDebugBuildSigns() {
        application(ApplicationInfo.FLAG_DEBUGGABLE);
        assertFalse(GenerateTestUserSig.genTestUserSig("bob").isEmpty());
    }

    @Test
    void onAndroidAnApplicationThatIsNotKnownIsRejected() {
        // Loads the native library first: its loader reads the same property, once.
        new SecretKey(Expected.KEY).close();
        String name = System.getProperty("java.vm.name");
        System.setProperty("java.vm.name", "Dalvik");
        try {
            assertThrows(IllegalStateException.class, () -> GenerateTestUserSig.genTestUserSig("bob"));
        } finally {
            System.setProperty("java.vm.name", name);
        }
    }
}
