package io.github.usersig.callsites

import com.trtc.uikit.aiconversationkit.debug.GenerateTestUserSig

/** The UIKit for conversations with an AI, with the arguments in the order of the conference UIKit. */
object AiConversation {
    @JvmStatic
    fun tokens(): Map<String, String> =
        listOf("person", "ai_robot").associateWith { GenerateTestUserSig.genTestUserSig(Expected.APP, it, Expected.KEY) }
}
