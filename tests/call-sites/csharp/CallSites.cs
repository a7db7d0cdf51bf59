using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using UserSig;

/// <summary>Runs the call sites, and verifies what they return. With UNSET, the constants of the demos are as they come.</summary>
static class CallSites
{
    private static Token Valid(string token, string user, Contents contents = null)
    {
        using (var key = new SecretKey(Check.Key))
        using (var verifier = new Verifier(Check.App, key))
        {
            return verifier.Verify(token, new Expectation(user, contents: contents)).TokenOrThrow();
        }
    }

    /// <summary>A client's token lasts for 7 days, and is byte for byte what the typed interface signs at that time.</summary>
    private static void Client(string token, string user)
    {
        Token found = Valid(token, user, Contents.None);
        Check.Equal(604800L, found.ValiditySeconds);
        using (Signer signer = Check.Signer()) Check.Equal(token, signer.Sign(new SignRequest(user, 604800, found.IssuedAtSeconds, null, UserIdRule.Any)));
    }

    /// <summary>What a call writes to the log.</summary>
    private static string Log(Action call)
    {
        var written = new StringWriter();
#if UNITY_5_3_OR_NEWER
        UnityEngine.Debug.Log = written;
        call();
#else
        using (var listener = new TextWriterTraceListener(written))
        {
            Trace.Listeners.Add(listener);
            call();
            listener.Flush();
            Trace.Listeners.Remove(listener);
        }
#endif
        Check.HasNoKey(written.ToString());
        return written.ToString();
    }

    private static void ReturnsNull(Func<string> call, string why)
    {
        string log = Log(() => Check.Equal(null, call()));
        Check.Equal(1, log.TrimEnd().Split('\n').Length);
        Check.True(log.Contains("GenerateTestUserSig returns null: " + why), log);
    }

    private static IEnumerable<Func<string, string>> Clients()
    {
        yield return TRTCCSharpDemo.GenerateTestUserSig.GetInstance().GenTestUserSig;
        yield return TRTCWPFDemo.GenerateTestUserSig.GetInstance().GenTestUserSig;
        yield return TRTCCUnityDemo.GenerateTestUserSig.GetInstance().GenTestUserSig;
    }

    static int Main()
    {
#if UNSET
        foreach (Func<string, string> client in Clients())
        {
            Check.Test("null without an application", () => ReturnsNull(() => client("quentin"), "the SDKAppID is not set"));
        }
        Check.Test("the scene asks for the constants", () =>
        {
            var scene = new TRTCCUnityDemo.HomeScene();
            scene.OnEnterRoom("quentin");
            Check.Equal("set SDKAPPID and SECRETKEY", scene.Message);
            Check.True(!scene.CanPlayMusic(), "no licence");
        });
#else
        Check.Test("Windows Forms", () =>
        {
            var form = new TRTCCSharpDemo.MainForm();
            Check.Equal("", Log(() => form.EnterRoom("quentin")));
            Client(form.UserSig, "quentin");
            form.StartMixing();
            Check.True(form.CanMix, "APPID and BIZID are numbers of the demo");
        });
        Check.Test("WPF", () => Client(new TRTCWPFDemo.LoginWindow().Login("昆汀"), "昆汀"));
        Check.Test("Unity", () =>
        {
            var scene = new TRTCCUnityDemo.HomeScene();
            Check.Equal("", Log(() => scene.OnEnterRoom("quentin")));
            Client(scene.UserSig, "quentin");
            Check.Equal("", scene.Message);
        });
        foreach (Func<string, string> client in Clients())
        {
            Check.Test("null for what cannot be signed", () =>
            {
                ReturnsNull(() => client(""), "the UserID");
                ReturnsNull(() => client(null), "the UserID is null");
                ReturnsNull(() => client("a\nb"), "the UserID");
                ReturnsNull(() => client("\ud83d"), "the UserID has half");
            });
        }
        var server = new LoginController((int)Check.App, Check.Key);
        Check.Test("server: genUserSig", () => Check.Equal(86400L, Valid(server.UserSig("xiaojun"), "xiaojun", Contents.None).ValiditySeconds));
        Check.Test("server: genUserSig for 180 days", () => Check.Equal(15552000L, Valid(server.UserSigForHalfAYear("xiaojun"), "xiaojun").ValiditySeconds));
        Check.Test("server: GenSig", () => Check.Equal(15552000L, Valid(server.Sig("xiaojun"), "xiaojun", Contents.None).ValiditySeconds));
        Check.Test("server: GenSig with named arguments", () => Check.Equal(3600L, Valid(server.Named("xiaojun"), "xiaojun").ValiditySeconds));
        var bytes = new byte[] { 0, 1, 255 };
        Check.Test("server: GenSigWithUserBuf", () => Valid(server.WithUserBuf("xiaojun", bytes), "xiaojun", Contents.Userbuf(bytes)));
        Check.Test("server: genPrivateMapKey", () =>
            Valid(server.PrivateMapKey("xiaojun", 10000), "xiaojun", Contents.PrivateMapKey(Room.FromNumber(10000), Privileges.All)));
        Check.Test("server: genPrivateMapKeyWithStringRoomID", () =>
            Valid(server.PrivateMapKey("xiaojun", "lesson-7"), "xiaojun", Contents.PrivateMapKey(Room.FromName("lesson-7"), Privileges.Audience)));
        Contents room = Contents.PrivateMapKey(Room.FromNumber(10000), Privileges.All);
        Check.Test("server: genUserBuf", () => Check.Equal("10000", Token.InspectUnverified(server.OwnRecord("xiaojun")).PrivateMapKey.Room.ToString()));
        Check.Test("server: GetUserBuf", () => Check.Equal("10000", Token.InspectUnverified(server.OlderRecord("xiaojun")).PrivateMapKey.Room.ToString()));
        Check.Test("fork: genUserSig", () => Valid(ForkServer.UserSig(Check.App, Check.Key, "xiaojun"), "xiaojun", Contents.None));
        Check.Test("fork: genPrivateMapKey", () => Valid(ForkServer.PrivateMapKey(Check.Key, "xiaojun"), "xiaojun", room));
        var pair = (Dictionary<string, object>)((Dictionary<string, object>)Check.Vectors("reference-tokens")["keys"])["prime256v1"];
        string pem = (string)pair["pkcs8"], pub = (string)pair["pub"];
        using (PublicKey key = PublicKey.FromPem(pub))
        using (var verifier = new Verifier(Check.App, key))
        {
            Check.Test("version 1.0: genSig", () =>
                Check.Equal(15552000L, verifier.Verify(OldServer.Sig(pem, "xiaojun"), new Expectation("xiaojun")).TokenOrThrow().ValiditySeconds));
            Check.Test("version 1.0: genSig with an expiry and the public key", () =>
                Check.Equal(86400L, verifier.Verify(OldServer.SigForADay(pem, pub, "xiaojun"), new Expectation("xiaojun")).TokenOrThrow().ValiditySeconds));
        }
        Check.Test("CopyStream", () => Check.Equal(6L, OldServer.Copied(bytes)));
#endif
        return Check.Finish();
    }
}

#if UNITY_5_3_OR_NEWER
namespace UnityEngine
{
    /// <summary>What the class for Unity calls of the engine.</summary>
    static class Debug
    {
        internal static System.IO.TextWriter Log;

        internal static void LogWarning(string line)
        {
            Log.WriteLine(line);
        }
    }
}
#endif
