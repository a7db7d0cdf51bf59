#!/usr/bin/env python3
"""Writes the classes that servers and demos have today, for each of their namespaces, from the templates below.

    bindings/dotnet/generate.py            write the files
    bindings/dotnet/generate.py --check    compare them with the tree; ends in `N passed, N failed`

src/NAMESPACE/TLSSigAPIv2.cs is in the package. drop-in/NAMESPACE/GenerateTestUserSig.cs is for copying into an application: its constants
are constants of the compiler, to be filled in.
"""
import pathlib
import string
import sys

HERE = pathlib.Path(__file__).resolve().parent

SERVERS = ["tencentyun", "tencentcloud"]

SERVER = string.Template("""\
// Written by bindings/dotnet/generate.py.
using System;
using System.IO;
using UserSig;

namespace $namespace
{
    /// <summary>
    /// The class that servers call today, with the methods of every release, in place of <c>tls-sig-api-v2</c>.
    /// </summary>
    /// <remarks>
    /// What changes: a field that cannot be used is a <see cref="UserSigException"/> that says why, where the original returns a token that
    /// the service rejects; a UserID may be any text without control characters, and one that is not ASCII is correct in a PrivateMapKey.
    /// Nothing is printed. Threads may share an object.
    /// </remarks>
    public class TLSSigAPIv2
    {
        private readonly ServerSigner signer;

        /// <summary>Never fails: with an SDKAppID or a key that cannot be used, each method throws.</summary>
        /// <param name="sdkappid">The application's SDKAppID.</param>
        /// <param name="key">The application's secret key, as the console shows it.</param>
        public TLSSigAPIv2(int sdkappid, string key) => signer = ServerSigner.OfSecretKey(sdkappid, key);

        /// <summary>Never fails: with an SDKAppID or a key that cannot be used, each method throws.</summary>
        /// <param name="sdkappid">The application's SDKAppID, 1 to 4294967295.</param>
        /// <param name="key">The application's secret key, as the console shows it.</param>
        public TLSSigAPIv2(uint sdkappid, string key) => signer = ServerSigner.OfSecretKey(sdkappid, key);

        /// <summary>Signs a UserSig.</summary>
        /// <param name="userid">The UserID.</param>
        /// <param name="expire">For how many seconds it is valid; without it, 180 days.</param>
        /// <returns>The token.</returns>
        public string genUserSig(string userid, int expire = 180 * 86400) => signer.Sign(userid, expire, Contents.None);

        /// <summary>Signs a UserSig, under the name that the method had until release 1.0.1.</summary>
        /// <param name="identifier">The UserID.</param>
        /// <param name="expire">For how many seconds it is valid; without it, 180 days.</param>
        /// <returns>The token.</returns>
        public string GenSig(string identifier, int expire = 180 * 86400) => genUserSig(identifier, expire);

        /// <summary>Signs a token with bytes of the application in it, which later releases do not offer.</summary>
        /// <param name="identifier">The UserID.</param>
        /// <param name="expire">For how many seconds it is valid.</param>
        /// <param name="userbuf">0 to 32768 bytes.</param>
        /// <returns>The token.</returns>
        public string GenSigWithUserBuf(string identifier, int expire, byte[] userbuf) =>
            signer.Sign(identifier, expire, Contents.Userbuf(userbuf));

        /// <summary>Signs a PrivateMapKey for a numeric room.</summary>
        /// <param name="userid">The UserID.</param>
        /// <param name="expire">For how many seconds it is valid.</param>
        /// <param name="roomid">The room, 1 to 4294967294.</param>
        /// <param name="privilegeMap">The privileges as bits, 0 to 255.</param>
        /// <returns>The token.</returns>
        public string genPrivateMapKey(string userid, int expire, uint roomid, uint privilegeMap) =>
            signer.Sign(userid, expire, Contents.PrivateMapKey(Room.FromNumber(roomid), (Privileges)privilegeMap));

        /// <summary>Signs a PrivateMapKey for a string room.</summary>
        /// <param name="userid">The UserID.</param>
        /// <param name="expire">For how many seconds it is valid.</param>
        /// <param name="roomstr">The room, 1 to 64 bytes.</param>
        /// <param name="privilegeMap">The privileges as bits, 0 to 255.</param>
        /// <returns>The token.</returns>
        public string genPrivateMapKeyWithStringRoomID(string userid, int expire, string roomstr, uint privilegeMap) =>
            signer.Sign(userid, expire, Contents.PrivateMapKey(Room.FromName(roomstr), (Privileges)privilegeMap));

        /// <summary>Returns the record that is the userbuf of a PrivateMapKey, to be signed with <see cref="GenSigWithUserBuf"/>.</summary>
        /// <param name="account">The UserID.</param>
        /// <param name="dwAuthID">The numeric room, 1 to 4294967294; not used if there is a string room.</param>
        /// <param name="dwExpTime">For how many seconds from now it is valid.</param>
        /// <param name="dwPrivilegeMap">The privileges as bits, 0 to 255.</param>
        /// <param name="dwAccountType">The account type; 0 unless the application has one from long ago.</param>
        /// <param name="roomStr">The string room, or an empty text for a numeric room.</param>
        /// <returns>The record.</returns>
        public byte[] genUserBuf(
            string account, uint dwAuthID, int dwExpTime, uint dwPrivilegeMap, uint dwAccountType, string roomStr = "") =>
            signer.Record(account, dwAuthID, dwExpTime, dwPrivilegeMap, dwAccountType, roomStr);

        /// <summary>Returns what <see cref="genUserBuf"/> returns, under another name that the method had.</summary>
        /// <param name="account">The UserID.</param>
        /// <param name="dwAuthID">The numeric room, 1 to 4294967294; not used if there is a string room.</param>
        /// <param name="dwExpTime">For how many seconds from now it is valid.</param>
        /// <param name="dwPrivilegeMap">The privileges as bits, 0 to 255.</param>
        /// <param name="dwAccountType">The account type; 0 unless the application has one from long ago.</param>
        /// <param name="roomStr">The string room, or an empty text for a numeric room.</param>
        /// <returns>The record.</returns>
        public byte[] GetUserBuf(
            string account, uint dwAuthID, int dwExpTime, uint dwPrivilegeMap, uint dwAccountType, string roomStr = "") =>
            genUserBuf(account, dwAuthID, dwExpTime, dwPrivilegeMap, dwAccountType, roomStr);

        /// <summary>Copies a stream to another one and flushes it: what the original has in public.</summary>
        /// <param name="input">Is read to its end.</param>
        /// <param name="output">Is written to.</param>
        public static void CopyStream(Stream input, Stream output) => ServerSigner.CopyStream(input, output);
    }
}
""")

# Namespace, and constants beside those that all three have.
CLIENTS = {
    "TRTCCSharpDemo": [],
    "TRTCWPFDemo": [],
    "TRTCCUnityDemo": [
        ("COPYRIGHTMEDIAKEY", "The key of the licence for music under copyright."),
        ("COPYRIGHTMEDIALICENSEURL", "The URL of the licence for music under copyright."),
    ],
}

CLIENT = string.Template("""\
// <auto-generated/> Written by bindings/dotnet/generate.py; fill in the constants.
#if !DEBUG && !DEVELOPMENT_BUILD && !UNITY_EDITOR && !USERSIG_ALLOW_TEST_SIGNING_IN_RELEASE
#error GenerateTestUserSig is in a release build: anyone who has the program has the secret key. Let your server sign UserSigs, or define USERSIG_ALLOW_TEST_SIGNING_IN_RELEASE
#endif
using UserSig;

namespace $namespace
{
    /// <summary>
    /// Makes UserSigs inside a debug build, for trying out the SDKs. A real application asks its server for them: anyone who has the
    /// program has the secret key, and can impersonate any user.
    /// </summary>
    class GenerateTestUserSig
    {
        /// <summary>The application's SDKAppID.</summary>
        public const int SDKAPPID = 0;

        /// <summary>The application's secret key.</summary>
        public const string SECRETKEY = @"";

        /// <summary>The same as <see cref="SECRETKEY"/>.</summary>
        public const string SDKSECRETKEY = SECRETKEY;

        /// <summary>For how many seconds a UserSig is valid: 7 days.</summary>
        public const int EXPIRETIME = 604800;

        /// <summary>The APPID of the account, for mixing streams and relaying them to a CDN.</summary>
        public const int APPID = 0;

        /// <summary>The BIZID of the account, for mixing streams and relaying them to a CDN.</summary>
        public const int BIZID = 0;
$others
        private static readonly GenerateTestUserSig Instance = new GenerateTestUserSig();

        private GenerateTestUserSig()
        {
        }

        /// <summary>Returns the only object of this class.</summary>
        public static GenerateTestUserSig GetInstance()
        {
            return Instance;
        }

        /// <summary>Signs a UserSig for any text without control characters.</summary>
        /// <returns>The token, or null if it cannot be signed; one line of the log says why.</returns>
        public string GenTestUserSig(string userId)
        {
            return Sign(SDKAPPID, SECRETKEY, userId);
        }

        private static string Sign(int sdkAppId, string secretKey, string userId)
        {
            if (sdkAppId == 0) return Nothing("the SDKAppID is not set");
            if (string.IsNullOrEmpty(secretKey)) return Nothing("the secret key is not set");
            try
            {
                using (var key = new SecretKey(secretKey))
                using (var signer = new Signer(unchecked((uint)sdkAppId), key))
                {
                    return signer.Sign(new SignRequest(userId, EXPIRETIME, userIdRule: UserIdRule.Any));
                }
            }
            catch (UserSigException e)
            {
                return Nothing(e.Message);
            }
        }

        private static string Nothing(string why)
        {
            string line = "GenerateTestUserSig returns null: " + why;
#if UNITY_5_3_OR_NEWER
            UnityEngine.Debug.LogWarning(line);
#else
            System.Diagnostics.Trace.TraceWarning(line);
#endif
            return null;
        }
    }
}
""")

CONSTANT = string.Template("""
        /// <summary>$meaning</summary>
        public const string $name = @"";
""")


def files():
    for namespace in SERVERS:
        yield HERE / "src" / namespace / "TLSSigAPIv2.cs", SERVER.substitute(namespace=namespace)
    for namespace, others in CLIENTS.items():
        constants = "".join(CONSTANT.substitute(name=name, meaning=meaning) for name, meaning in others)
        yield HERE / "drop-in" / namespace / "GenerateTestUserSig.cs", CLIENT.substitute(namespace=namespace, others=constants)


def main():
    expected = dict(files())
    if "--check" not in sys.argv[1:]:
        for path, text in expected.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return
    there = {*HERE.glob("src/*/TLSSigAPIv2.cs"), *HERE.glob("drop-in/*/GenerateTestUserSig.cs")}
    stale = [path for path in there | set(expected) if path not in there or path.read_text("utf-8") != expected.get(path)]
    for path in stale:
        print(f"FAILED  {path.relative_to(HERE)} is not what generate.py writes")
    print(f"{len(there | set(expected)) - len(stale)} passed, {len(stale)} failed")
    sys.exit(bool(stale))


main()
