package io.github.usersig.callsites

import com.tencent.qcloud.tuikit.debug.GenerateTestUserSig

/** The login screen of the UIKits for calls, live rooms and chat. */
object TuiKitLogin {
    @JvmStatic
    fun tokens(): Map<String, String> {
        val userId = "kit"
        val licence: String = GenerateTestUserSig.TENCENT_EFFECT_LICENSE_URL + GenerateTestUserSig.TENCENT_EFFECT_LICENSE_KEY
        val userSig: String = GenerateTestUserSig.genTestUserSig(userId)
        return if (GenerateTestUserSig.SDKAPPID > 0 && licence.isBlank()) mapOf(userId to userSig) else mapOf()
    }
}
