package io.github.usersig.callsites;

import com.tencent.qcloud.tuikit.tuicallkit.debug.GenerateTestUserSig;
import java.util.Collections;
import java.util.Map;

/** The call UIKit, called from Java. */
class CallKitFromJava {
    static Map<String, String> tokens() {
        return Collections.singletonMap("callee", GenerateTestUserSig.genTestUserSig("callee", Expected.APP, Expected.KEY));
    }
}
