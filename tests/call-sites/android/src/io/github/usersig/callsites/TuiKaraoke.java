package io.github.usersig.callsites;

import com.tencent.liteav.debug.GenerateTestUserSig;
import java.util.Collections;
import java.util.Map;

/** The karaoke and voice room demos: the same package as TuiRoom, with other constants. */
class TuiKaraoke {
    static Map<String, String> tokens() {
        String services = GenerateTestUserSig.URL_FETCH_PUSH_URL + GenerateTestUserSig.SERVERLESSURL
                + GenerateTestUserSig.LICENSEURL + GenerateTestUserSig.LICENSEURLKEY + GenerateTestUserSig.PLAY_DOMAIN;
        String userSig = GenerateTestUserSig.genTestUserSig("singer");
        return Collections.singletonMap("singer", GenerateTestUserSig.SDKAPPID != 0 && services.isEmpty() ? userSig : null);
    }
}
