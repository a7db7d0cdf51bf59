package io.github.usersig.callsites;

import com.tencent.trtc.debug.GenerateTestUserSig;
import java.util.Collections;
import java.util.Map;

/** A room in TRTC's API examples, and the stream that they relay to a CDN. */
class TrtcApiExample {
    static Map<String, String> tokens() {
        int sdkAppId = GenerateTestUserSig.SDKAPPID;
        String userSig = GenerateTestUserSig.genTestUserSig("audio_call");
        String key = GenerateTestUserSig.SDKSECRETKEY;
        int appId = GenerateTestUserSig.APPID;
        int bizId = GenerateTestUserSig.BIZID;
        String play = "http://" + GenerateTestUserSig.CDN_DOMAIN_NAME + "/live/" + bizId + "_" + appId + ".flv";
        return play.endsWith(".flv") && sdkAppId != 0 && !key.isEmpty()
                ? Collections.singletonMap("audio_call", userSig)
                : Collections.<String, String>emptyMap();
    }
}
