package io.github.usersig.callsites;

import com.tencent.cloud.tuikit.roomkit.debug.GenerateTestUserSig;
import java.util.Collections;
import java.util.Map;

/** The conference UIKit: the application and its key are arguments. */
class RoomKit {
    static Map<String, String> tokens() {
        int sdkAppId = Expected.APP;
        String userSig = GenerateTestUserSig.genTestUserSig(sdkAppId, "host", Expected.KEY);
        return Collections.singletonMap("host", userSig);
    }
}
