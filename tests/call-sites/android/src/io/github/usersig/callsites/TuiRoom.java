package io.github.usersig.callsites;

import static com.tencent.liteav.debug.GenerateTestUserSig.XMAGIC_LICENSE_KEY;
import static com.tencent.liteav.debug.GenerateTestUserSig.XMAGIC_LICENSE_URL;

import com.tencent.liteav.debug.GenerateTestUserSig;
import java.util.Collections;
import java.util.Map;

/** The room and classroom demos, which write SDKAppID in another way. */
class TuiRoom {
    static Map<String, String> tokens() {
        int sdkAppId = GenerateTestUserSig.SDKAppID;
        String userSig = GenerateTestUserSig.genTestUserSig("speaker");
        return Collections.singletonMap("speaker", sdkAppId != 0 && (XMAGIC_LICENSE_URL + XMAGIC_LICENSE_KEY).isEmpty() ? userSig : null);
    }
}
