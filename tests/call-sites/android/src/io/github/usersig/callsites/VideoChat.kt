package io.github.usersig.callsites

import io.trtc.uikit.demo.debug.GenerateTestUserSig

/** The demo of video chats. */
object VideoChat {
    @JvmStatic
    fun tokens(): Map<String, String> = with(GenerateTestUserSig.TENCENT_EFFECT_LICENSE_URL) {
        if (isEmpty() && GenerateTestUserSig.SDKAPPID != 0) mapOf("video" to GenerateTestUserSig.genTestUserSig("video")) else mapOf()
    }
}
