package io.github.usersig.callsites;

import com.tencent.mlvb.debug.GenerateTestUserSig;
import java.util.Collections;
import java.util.Map;

/** Live streaming: a licence, a URL to push to, and a link between two anchors. */
class MlvbApiExample {
    static Map<String, String> tokens() {
        String[] licence = {GenerateTestUserSig.LICENSEURL, GenerateTestUserSig.LICENSEURLKEY};
        String push = "rtmp://" + GenerateTestUserSig.PUSH_DOMAIN + "/live/stream1" + GenerateTestUserSig.getSafeUrl("stream1");
        String play = "http://" + GenerateTestUserSig.PLAY_DOMAIN + "/live/stream1.flv";
        String link = "trtc://cloud.tencent.com/push/room?sdkappid=" + GenerateTestUserSig.SDKAPPID
                + "&userid=link&usersig=" + GenerateTestUserSig.genTestUserSig("link");
        boolean complete = licence[0] != null && licence[1] != null && play.endsWith(".flv")
                && push.matches("rtmp://.*/live/stream1\\?txSecret=[0-9a-f]{32}&txTime=[0-9A-F]{8}")
                && GenerateTestUserSig.LIVE_URL_KEY != null && GenerateTestUserSig.SDKSECRETKEY != null;
        return Collections.singletonMap("link", complete ? link.substring(link.lastIndexOf('=') + 1) : null);
    }
}
