package io.github.usersig.callsites

import io.trtc.tuikit.atomicx.karaoke.store.utils.GenerateTestUserSig

/** A library that makes a UserSig for the robot that plays the music. */
class KaraokeStore {
    private val robot = "music_robot"

    private fun parameters() = "{\"SdkAppId\": ${GenerateTestUserSig.SDKAPPID}, \"UserId\": \"$robot\"}"

    companion object {
        @JvmStatic
        fun tokens(): Map<String, String> = KaraokeStore().run {
            if ("\"SdkAppId\": 0" in parameters()) mapOf() else mapOf(robot to GenerateTestUserSig.genTestUserSig(robot))
        }
    }
}
