using System;
using System.ComponentModel;

namespace TRTCWPFDemo
{
    /// <summary>The login window of the WPF demo, whose key is <c>SDKSECRETKEY</c> in the newer repository.</summary>
    public class LoginWindow
    {
        // A default value has to be a constant.
        [DefaultValue(GenerateTestUserSig.EXPIRETIME)]
        internal int Seconds { get; set; }

        internal string Login(string userId, int application = GenerateTestUserSig.SDKAPPID)
        {
            const string missing = GenerateTestUserSig.SDKSECRETKEY == "" ? "the key is not set" : "";
            if (missing != "" || application == 0) throw new InvalidOperationException(missing);
            GenerateTestUserSig generator = GenerateTestUserSig.GetInstance();
            return generator.GenTestUserSig(userId);
        }
    }
}
