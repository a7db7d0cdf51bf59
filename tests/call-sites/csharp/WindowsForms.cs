using System;

namespace TRTCCSharpDemo
{
    /// <summary>The form of the Windows demo: enters a room, and mixes the streams in it.</summary>
    public class MainForm
    {
        private struct RoomParams
        {
            public uint SdkAppId;
            public string UserId, UserSig;
        }

        private struct MixConfig
        {
            public uint AppId, BizId;
        }

        internal string UserSig;
        internal bool CanMix;

        internal void EnterRoom(string userId)
        {
            // A constant of the compiler: an int would not fit without a cast.
            var room = new RoomParams { SdkAppId = GenerateTestUserSig.SDKAPPID, UserId = userId };
            room.UserSig = GenerateTestUserSig.GetInstance().GenTestUserSig(room.UserId);
            if (string.IsNullOrEmpty(room.UserSig)) throw new InvalidOperationException("no UserSig");
            UserSig = room.UserSig;
        }

        internal void StartMixing()
        {
            if (GenerateTestUserSig.APPID == 0 || GenerateTestUserSig.BIZID == 0) return;
            var mix = new MixConfig { AppId = GenerateTestUserSig.APPID, BizId = GenerateTestUserSig.BIZID };
            CanMix = mix.AppId > 0 && mix.BizId > 0;
        }
    }
}
