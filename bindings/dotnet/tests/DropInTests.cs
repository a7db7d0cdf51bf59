using System;
using System.IO;
using System.Linq;
using System.Text;
using UserSig;

/// <summary>The server classes of the package: what they return is what the original returns, and what it rejects is an exception.</summary>
static class DropInTests
{
    /// <summary>What both namespaces have.</summary>
    private sealed class Server
    {
        internal string Name;
        internal Func<string, int, string> UserSig, Sig;
        internal Func<string, int, byte[], string> WithUserBuf;
        internal Func<string, int, uint, uint, string> Number;
        internal Func<string, int, string, uint, string> Room;
        internal Func<string, uint, int, uint, uint, string, byte[]> UserBuf, Record;
        internal Action<Stream, Stream> Copy;
    }

    private static Server Of(tencentyun.TLSSigAPIv2 api)
    {
        return new Server {
            Name = "tencentyun", UserSig = api.genUserSig, Sig = api.GenSig, WithUserBuf = api.GenSigWithUserBuf, Number = api.genPrivateMapKey,
            Room = api.genPrivateMapKeyWithStringRoomID, UserBuf = api.genUserBuf, Record = api.GetUserBuf, Copy = tencentyun.TLSSigAPIv2.CopyStream };
    }

    private static Server Of(tencentcloud.TLSSigAPIv2 api)
    {
        return new Server {
            Name = "tencentcloud", UserSig = api.genUserSig, Sig = api.GenSig, WithUserBuf = api.GenSigWithUserBuf, Number = api.genPrivateMapKey,
            Room = api.genPrivateMapKeyWithStringRoomID, UserBuf = api.genUserBuf, Record = api.GetUserBuf, Copy = tencentcloud.TLSSigAPIv2.CopyStream };
    }

    internal static void Run()
    {
        foreach (Server server in new[] {
            Of(new tencentyun.TLSSigAPIv2((int)Check.App, Check.Key)), Of(new tencentyun.TLSSigAPIv2(Check.App, Check.Key)),
            Of(new tencentcloud.TLSSigAPIv2((int)Check.App, Check.Key)), Of(new tencentcloud.TLSSigAPIv2(Check.App, Check.Key)) })
        {
            Check.Test(server.Name + ": UserSig", () => Plain(server.UserSig("xiaojun", 86400), "xiaojun", 86400, null));
            Check.Test(server.Name + ": GenSig", () => Plain(server.Sig("xiaojun", 86400), "xiaojun", 86400, null));
            Check.Test(server.Name + ": a UserID that is not ASCII", () => Plain(server.UserSig("小军\"", 60), "小军\"", 60, null));
            foreach (int length in new[] { 0, 5, 3000 })
            {
                byte[] bytes = Enumerable.Range(0, length).Select(at => (byte)(at * 7)).ToArray();
                Check.Test(server.Name + ": a userbuf", () => Plain(server.WithUserBuf("xiaojun", 60, bytes), "xiaojun", 60, bytes));
            }
            Check.Test(server.Name + ": PrivateMapKey", () => Record(server.Number("xiaojun", 3600, 10000, 42), "xiaojun", 10000, 3600, 42, 0, ""));
            Check.Test(server.Name + ": PrivateMapKey for a string room", () => Record(server.Room("小军", 3600, "lesson-7", 255), "小军", 0, 3600, 255, 0, "lesson-7"));
            foreach (Func<string, uint, int, uint, uint, string, byte[]> userBuf in new[] { server.UserBuf, server.Record })
            {
                foreach (string room in new[] { "", "lesson-7", null })
                {
                    Check.Test(server.Name + ": the record, signed by the caller", () => Record(
                        server.WithUserBuf("xiaojun", 3600, userBuf("xiaojun", 7, 3600, 255, 0x01020304, room)), "xiaojun", string.IsNullOrEmpty(room) ? 7u : 0, 3600, 255, 0x01020304, room ?? ""));
                }
            }
            Check.Test(server.Name + ": CopyStream", () =>
            {
                var copy = new MemoryStream();
                server.Copy(new MemoryStream(new byte[] { 1, 2, 3 }), copy);
                Check.Equal("01-02-03", BitConverter.ToString(copy.ToArray()));
            });
            Check.Test(server.Name + ": what cannot be signed", () =>
            {
                Check.Fails(ErrorKind.UserId, () => server.UserSig("", 60));
                Check.Fails(ErrorKind.UserId, () => server.UserSig(null, 60));
                Check.Fails(ErrorKind.Validity, () => server.UserSig("a", 0));
                Check.Fails(ErrorKind.Validity, () => server.Sig("a", -1));
                Check.Fails(ErrorKind.Userbuf, () => server.WithUserBuf("a", 60, null));
                Check.Fails(ErrorKind.Room, () => server.Number("a", 60, 0, 255));
                Check.Fails(ErrorKind.Room, () => server.Room("a", 60, "", 255));
                Check.Fails(ErrorKind.Room, () => server.Room("a", 60, null, 255));
                Check.Fails(ErrorKind.Privileges, () => server.Number("a", 60, 1, 256));
            });
        }
        Check.Test("without an expiry it is 180 days", () =>
        {
            Plain(new tencentyun.TLSSigAPIv2((int)Check.App, Check.Key).genUserSig("a"), "a", 15552000, null);
            Plain(new tencentcloud.TLSSigAPIv2((int)Check.App, Check.Key).GenSig("a"), "a", 15552000, null);
        });
        Check.Test("constructors never fail, methods do", () =>
        {
            Check.Fails(ErrorKind.Key, () => new tencentyun.TLSSigAPIv2((int)Check.App, "").genUserSig("a"));
            Check.Fails(ErrorKind.Key, () => new tencentyun.TLSSigAPIv2((int)Check.App, null).GenSig("a"));
            Check.Fails(ErrorKind.Key, () => new tencentcloud.TLSSigAPIv2((int)Check.App, Check.Key + " ").genUserSig("a"));
            Check.Fails(ErrorKind.SdkAppId, () => new tencentyun.TLSSigAPIv2(0, Check.Key).genUserSig("a"));
            Check.Fails(ErrorKind.SdkAppId, () => new tencentyun.TLSSigAPIv2(-1, Check.Key).genUserSig("a"));
            Check.Fails(ErrorKind.Key, () => new tencentyun.TLSSigAPI((int)Check.App, "no PEM").genSig("a"));
            Check.Fails(ErrorKind.Key, () => new tencentyun.TLSSigAPI((int)Check.App, null).genSig("a"));
        });
        var keys = (System.Collections.Generic.Dictionary<string, object>)Check.Vectors("reference-tokens")["keys"];
        foreach (string curve in new[] { "prime256v1", "secp256k1" })
        {
            var pair = (System.Collections.Generic.Dictionary<string, object>)keys[curve];
            foreach (string form in new[] { "pkcs8", "sec1" })
            {
                Check.Test("version 1.0, " + curve + ", " + form, () =>
                {
                    string token = new tencentyun.TLSSigAPI((int)Check.App, (string)pair[form]).genSig("xiaojun", 60);
                    using (PublicKey key = PublicKey.FromPem((string)pair["pub"]))
                    using (var verifier = new Verifier(Check.App, key))
                    {
                        Token found = verifier.Verify(token, new Expectation("xiaojun", contents: Contents.None)).TokenOrThrow();
                        Check.Equal(60L, found.ValiditySeconds);
                        Check.Equal(TokenVersion.V1, found.Version);
                    }
                    // What is signed is the same each time: byte for byte the token of the typed interface.
                    using (PrivateKey key = PrivateKey.FromPem((string)pair[form]))
                    using (var signer = new Signer(Check.App, key))
                    {
                        Check.Equal(token, signer.Sign(new SignRequest("xiaojun", 60, Token.InspectUnverified(token).IssuedAtSeconds)));
                    }
                });
            }
        }
        var references = Check.Vectors("reference-tokens");
        int compared = 0;
        foreach (System.Collections.Generic.Dictionary<string, object> vector in (System.Collections.Generic.List<object>)references["vectors"])
        {
            if ((string)vector["source"] != "csharp" || (string)vector["version"] != "2.0" || (string)vector["expect"] != "valid") continue;
            compared++;
            Check.Test("the original's token " + vector["id"], () => Original(vector));
        }
        Check.Test("the original's tokens were compared", () => Check.True(compared >= 10, compared + " compared"));
    }

    /// <summary>The document of a token, field by field, with a MAC by the runtime; and the bytes of the typed interface.</summary>
    private static void Plain(string token, string user, long expire, byte[] userbuf)
    {
        Token found = Token.InspectUnverified(token);
        Check.True(Math.Abs(found.IssuedAtSeconds - DateTimeOffset.UtcNow.ToUnixTimeSeconds()) <= 5, "issued now");
        string text = userbuf == null ? null : Convert.ToBase64String(userbuf);
        string signed = "TLS.identifier:" + user + "\nTLS.sdkappid:" + Check.App + "\nTLS.time:" + found.IssuedAtSeconds + "\nTLS.expire:" + expire + "\n"
            + (text == null ? "" : "TLS.userbuf:" + text + "\n");
        var document = Json.Object(Check.Document(token));
        Check.Equal("2.0", document["TLS.ver"]);
        Check.Equal(user, document["TLS.identifier"]);
        Check.Equal((decimal)Check.App, document["TLS.sdkappid"]);
        Check.Equal((decimal)expire, document["TLS.expire"]);
        Check.Equal(Check.Mac(Check.Key, signed), document["TLS.sig"]);
        Check.Equal(text, document.ContainsKey("TLS.userbuf") ? document["TLS.userbuf"] : null);
        Check.Equal(text == null ? 6 : 7, document.Count);
        using (Signer signer = Check.Signer())
        {
            Contents contents = userbuf == null ? Contents.None : Contents.Userbuf(userbuf);
            Check.Equal(token, signer.Sign(new SignRequest(user, expire, found.IssuedAtSeconds, contents, UserIdRule.Any)));
        }
    }

    /// <summary>A PrivateMapKey, whose record the test writes too, byte for byte.</summary>
    private static void Record(string token, string user, uint room, long expire, uint privileges, uint accountType, string roomName)
    {
        Token found = Token.InspectUnverified(token);
        byte[] account = Encoding.UTF8.GetBytes(user), name = Encoding.UTF8.GetBytes(roomName);
        var record = new MemoryStream();
        Action<uint, int> number = (value, bytes) =>
        {
            while (bytes-- > 0) record.WriteByte((byte)(value >> (8 * bytes)));
        };
        number(roomName == "" ? 0u : 1u, 1);
        number((uint)account.Length, 2);
        record.Write(account, 0, account.Length);
        number(Check.App, 4);
        number(room, 4);
        number((uint)(found.IssuedAtSeconds + expire), 4);
        number(privileges, 4);
        number(accountType, 4);
        if (roomName != "")
        {
            number((uint)name.Length, 2);
            record.Write(name, 0, name.Length);
        }
        // The caller who signs a record himself may do so in the next second.
        byte[] got = found.GetUserbuf();
        int at = 3 + account.Length + 8 + 3;
        if (got.Length == record.Length && got[at] != record.ToArray()[at])
        {
            record.Position = at - 3;
            number((uint)(found.IssuedAtSeconds + expire - 1), 4);
        }
        Check.Equal(BitConverter.ToString(record.ToArray()), BitConverter.ToString(got));
        Plain(token, user, expire, got);
    }

    /// <summary>What the official class wrote has the document that ours has for the same inputs, field by field, its MAC included.</summary>
    private static void Original(System.Collections.Generic.Dictionary<string, object> vector)
    {
        byte[] userbuf = Token.InspectUnverified((string)vector["token"]).GetUserbuf();
        using (var key = new SecretKey((string)vector["secret_key"]))
        using (var signer = new Signer((uint)(decimal)vector["sdkappid"], key))
        {
            string ours = signer.Sign(new SignRequest((string)vector["userid"], (long)(decimal)vector["expire"], (long)(decimal)vector["issued_at"],
                userbuf == null ? Contents.None : Contents.Userbuf(userbuf), UserIdRule.Any));
            var expected = Json.Object(Check.Document((string)vector["token"]));
            var document = Json.Object(Check.Document(ours));
            Check.Equal(expected.Count, document.Count);
            foreach (string name in expected.Keys) Check.Equal(expected[name], document[name]);
        }
    }
}
