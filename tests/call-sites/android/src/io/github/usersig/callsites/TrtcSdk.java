package io.github.usersig.callsites;

import static com.tencent.trtc.debug.GenerateTestUserSig.SDKAPPID;
import static com.tencent.trtc.debug.GenerateTestUserSig.SECRETKEY;
import static com.tencent.trtc.debug.GenerateTestUserSig.genTestUserSig;

import java.util.Collections;
import java.util.Map;

/** The same class in the older repository, with another name of the key. */
class TrtcSdk {
    static Map<String, String> tokens() {
        boolean configured = SDKAPPID != 0 && SECRETKEY.length() > 0;
        return Collections.singletonMap("anchor", configured ? genTestUserSig("anchor") : null);
    }
}
