package io.github.usersig.callsites

import com.tencent.qcloud.tuikit.tuicallkit.debug.GenerateTestUserSig

/** The call UIKit, whose class is an object of Kotlin, and the documents' call of it. */
object CallKit {
    @JvmStatic
    fun tokens(): Map<String, String> {
        val userSig = GenerateTestUserSig.genTestUserSig("caller", Expected.APP, Expected.KEY)
        return mapOf("caller" to userSig)
    }
}
