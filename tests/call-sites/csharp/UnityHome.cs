namespace TRTCCUnityDemo
{
    /// <summary>The first scene of the Unity demo: asks for the constants if they are not set.</summary>
    public class HomeScene
    {
        internal string Message = "", UserSig;

        internal void OnEnterRoom(string userId)
        {
            if (string.IsNullOrEmpty(GenerateTestUserSig.SECRETKEY) || GenerateTestUserSig.SDKAPPID == 0)
            {
                Message = "set SDKAPPID and SECRETKEY";
                return;
            }
            UserSig = GenerateTestUserSig.GetInstance().GenTestUserSig(userId);
        }

        internal bool CanPlayMusic()
        {
            return GenerateTestUserSig.COPYRIGHTMEDIAKEY.Length > 0 && GenerateTestUserSig.COPYRIGHTMEDIALICENSEURL.Length > 0;
        }
    }
}
