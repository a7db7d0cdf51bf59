package io.github.usersig.callsites

import io.trtc.tuikit.chat.signature.GenerateTestUserSig

/** The chat demo for Compose, in which the function behind genTestUserSig is public too. */
object ChatCompose {
    @JvmStatic
    fun tokens(): Map<String, String> = mapOf(
        "compose" to GenerateTestUserSig.genTestUserSig("compose"),
        "direct" to GenerateTestUserSig.GenTLSSignature(GenerateTestUserSig.SDKAPPID.toLong(), "direct", 86_400, null, Expected.KEY),
        "buffer" to GenerateTestUserSig.GenTLSSignature(Expected.APP.toLong(), "buffer", 86_400, byteArrayOf(1, 2), Expected.KEY),
    )
}
