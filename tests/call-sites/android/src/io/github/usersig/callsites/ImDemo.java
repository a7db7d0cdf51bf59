package io.github.usersig.callsites;

import com.tencent.qcloud.tim.demo.signature.GenerateTestUserSig;
import java.util.Collections;
import java.util.Map;

/** The IM demo's screen for developers, which logs in with what was typed. */
class ImDemo {
    static Map<String, String> tokens() {
        final String userId = "developer";
        final String userSig = GenerateTestUserSig.genTestUserSig(userId);
        return Collections.singletonMap(userId, GenerateTestUserSig.SDKAPPID == 0 ? null : userSig);
    }
}
