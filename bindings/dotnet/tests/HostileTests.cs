using System;
using System.Text;
using UserSig;

/// <summary>What nobody should pass: the only exceptions are those that are documented, and nothing fails open.</summary>
static class HostileTests
{
    private const int Rounds = 10000;

    // The same texts in each run, on each runtime.
    private static uint state = 1;

    private static int Next(int below)
    {
        state = state * 1664525 + 1013904223;
        return (int)((state >> 8) % (uint)below);
    }

    private static string Random()
    {
        var text = new StringBuilder();
        int kind = Next(4);
        for (int left = Next(kind == 3 ? 2000 : 40); left > 0; left--)
        {
            // ASCII, every char, halves of surrogate pairs among letters, the alphabet of tokens.
            text.Append(kind == 0 ? (char)Next(128) : kind == 1 ? (char)Next(65536)
                : kind == 2 ? (char)(Next(3) == 0 ? 0xD800 + Next(2048) : 'a' + Next(26)) : "eJAabcXYZ019*-_"[Next(15)]);
        }
        return text.ToString();
    }

    private static bool HasHalf(string text)
    {
        for (int at = 0; at < text.Length; at++)
        {
            if (at + 1 < text.Length && char.IsSurrogatePair(text, at)) at++;
            else if (char.IsSurrogate(text[at])) return true;
        }
        return false;
    }

    /// <summary>Runs a call that may only throw the library's own exception of this kind; returns whether it did not.</summary>
    private static bool Allowed(ErrorKind kind, Action call)
    {
        try
        {
            call();
            return true;
        }
        catch (UserSigException e)
        {
            Check.Equal(kind, e.Kind);
            Check.HasNoKey(e.ToString());
            return false;
        }
    }

    internal static void Run()
    {
        Signer signer = Check.Signer();
        Verifier verifier = Check.Verifier();
        string genuine = signer.Sign(new SignRequest("xiaojun", 60, Check.Now));
        var expectation = new Expectation("xiaojun", Check.Now);

        Check.Test(Rounds + " random texts as UserIDs", () =>
        {
            int signed = 0;
            for (int round = 0; round < Rounds; round++)
            {
                string user = Random(), token = null;
                if (!Allowed(ErrorKind.UserId, () => token = signer.Sign(new SignRequest(user, 60, Check.Now, null, UserIdRule.Any)))) continue;
                Check.True(!HasHalf(user), "no half of a surrogate pair was signed");
                Check.Equal(user, Token.InspectUnverified(token).UserId);
                Check.True(verifier.Verify(token, new Expectation(user, Check.Now)).IsValid, "valid for this user");
                Check.True(!verifier.Verify(token, new Expectation(user == "x" ? "y" : "x", Check.Now)).IsValid, "not valid for another");
                signed++;
            }
            Check.True(signed > 1000 && signed < Rounds - 1000, signed + " signed");
        });
        Check.Test(Rounds + " random texts as tokens", () =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                string token = Random();
                Verification result = verifier.Verify(token, expectation);
                Check.True(!result.IsValid && result.Finding.Detail.Length > 0, "rejected");
                Allowed(ErrorKind.Token, () => Token.InspectUnverified(token));
                if (round % 10 == 0) Check.True(!verifier.Diagnose(token, expectation).Verification.IsValid, "rejected");
            }
        });
        Check.Test(Rounds + " altered tokens", () =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                char[] chars = genuine.ToCharArray();
                for (int changes = 1 + Next(3); changes > 0; changes--) chars[Next(chars.Length)] = (char)Next(Next(2) == 0 ? 128 : 65536);
                Verification result = verifier.Verify(new string(chars), expectation);
                // Compression is malleable; what is signed is not.
                if (result.IsValid) Check.Equal("xiaojun", result.Token.UserId);
            }
        });
        Check.Test(Rounds + " random texts as keys, rooms and codes", () =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                string text = Random();
                Allowed(ErrorKind.Key, () => new SecretKey(text).Dispose());
                Allowed(ErrorKind.Room, () => signer.Sign(new SignRequest("a", 60, Check.Now, Contents.PrivateMapKey(Room.FromName(text), Privileges.All))));
                ServiceCode.Explain(text);
                if (round % 10 != 0) continue;
                Allowed(ErrorKind.Key, () => PrivateKey.FromPem(text).Dispose());
                Allowed(ErrorKind.Key, () => PublicKey.FromPem("-----BEGIN PUBLIC KEY-----\n" + text + "\n-----END PUBLIC KEY-----").Dispose());
                Allowed(ErrorKind.Key, () => SecretKey.Diagnose(text));
            }
        });

        foreach (string half in new[] { "\ud83d", "a\udca9", "\udca9\ud83d", "\ud83dx" })
        {
            Check.Test("half of a surrogate pair", () =>
            {
                Check.Fails(ErrorKind.UserId, () => signer.Sign(half, TimeSpan.FromHours(1)));
                Check.Fails(ErrorKind.UserId, () => verifier.Verify(genuine, new Expectation(half)));
                Check.Fails(ErrorKind.Room, () => signer.Sign(new SignRequest("a", 60, null, Contents.PrivateMapKey(Room.FromName(half), Privileges.All))));
                Check.Fails(ErrorKind.Key, () => new SecretKey(half + Check.Key));
                Check.Fails(ErrorKind.Key, () => PrivateKey.FromPem(half));
                Check.Fails(ErrorKind.Key, () => SecretKey.Diagnose(half));
                Check.Equal(FindingKind.Malformed, verifier.Verify(half, expectation).Finding.Kind);
                Check.Equal(0, ServiceCode.Explain(half).Count);
            });
        }
        Check.Test("whole surrogate pairs", () =>
        {
            string token = signer.Sign(new SignRequest("小军💩", 60, Check.Now, null, UserIdRule.Any));
            Check.True(verifier.Verify(token, new Expectation("小军💩", Check.Now)).IsValid, "valid");
        });
        Check.Test("null where there is a text", () =>
        {
            Check.Fails(ErrorKind.Key, () => new SecretKey((string)null));
            Check.Fails(ErrorKind.Key, () => PrivateKey.FromPem(null));
            Check.Fails(ErrorKind.Key, () => PublicKey.FromPem(null));
            Check.Fails(ErrorKind.Key, () => SecretKey.Diagnose(null));
            Check.Fails(ErrorKind.UserId, () => signer.Sign(null, TimeSpan.FromHours(1)));
            Check.Fails(ErrorKind.UserId, () => signer.Sign(new SignRequest(null, 60)));
            Check.Fails(ErrorKind.UserId, () => verifier.Verify(genuine, new Expectation(null)));
            Check.Fails(ErrorKind.Room, () => Room.FromName(null));
            Check.Fails(ErrorKind.Room, () => Contents.PrivateMapKey(null, Privileges.All));
            Check.Fails(ErrorKind.Userbuf, () => Contents.Userbuf(null));
            Check.Fails(ErrorKind.Token, () => Token.InspectUnverified(null));
            Check.Equal(FindingKind.Empty, verifier.Verify(null, expectation).Finding.Kind);
            Check.Equal(0, ServiceCode.Explain(null).Count);
        });
        foreach (Action call in new Action[] {
            () => signer.Sign(null), () => verifier.Verify(genuine, null), () => verifier.Diagnose(genuine, null),
            () => new Signer(1, (SecretKey)null), () => new Signer(1, (PrivateKey)null), () => new Verifier(1, (SecretKey)null), () => new Verifier(1, (PublicKey)null) })
        {
            Check.Test("null where there is an object", () =>
            {
                try
                {
                    call();
                }
                catch (ArgumentNullException)
                {
                    return;
                }
                Check.True(false, "an ArgumentNullException");
            });
        }
        foreach (string huge in new[] { new string('x', 20 << 20), new string('军', 5 << 20), genuine + new string('_', 20 << 20) })
        {
            Check.Test("huge texts", () =>
            {
                Check.Fails(ErrorKind.UserId, () => signer.Sign(new SignRequest(huge, 60, null, null, UserIdRule.Any)));
                Check.True(!verifier.Verify(huge, expectation).IsValid, "rejected");
                Check.Fails(ErrorKind.Token, () => Token.InspectUnverified(huge));
                Check.Fails(ErrorKind.Room, () => signer.Sign(new SignRequest("a", 60, null, Contents.PrivateMapKey(Room.FromName(huge), Privileges.All))));
                Check.Fails(ErrorKind.Key, () => PrivateKey.FromPem(huge));
                Allowed(ErrorKind.Key, () => new SecretKey(huge).Dispose());
                Check.Equal(0, ServiceCode.Explain(huge).Count);
            });
        }
        Check.Test("numbers out of range", () =>
        {
            Check.Fails(ErrorKind.Validity, () => signer.Sign("a", TimeSpan.FromSeconds(-1)));
            Check.Fails(ErrorKind.Validity, () => signer.Sign("a", TimeSpan.FromMilliseconds(999)));
            Check.Fails(ErrorKind.Validity, () => signer.Sign("a", TimeSpan.MaxValue));
            Check.Fails(ErrorKind.Validity, () => signer.Sign("a", TimeSpan.MinValue));
            Check.Fails(ErrorKind.Time, () => signer.Sign(new SignRequest("a", 60, -1)));
            Check.Fails(ErrorKind.Time, () => signer.Sign(new SignRequest("a", TimeSpan.FromHours(1), DateTimeOffset.MinValue)));
            Check.Fails(ErrorKind.Time, () => verifier.Verify(genuine, new Expectation("a", -1)));
            Check.Fails(ErrorKind.Time, () => Token.DiagnoseUnverified(genuine, DateTimeOffset.MinValue));
            Check.Fails(ErrorKind.Leeway, () => verifier.Verify(genuine, new Expectation("a", Check.Now, -1)));
            Check.Fails(ErrorKind.Validity, () => verifier.Verify(genuine, new Expectation("a", Check.Now, 0, 0)));
            Check.Fails(ErrorKind.Validity, () => verifier.Verify(genuine, new Expectation("a", Check.Now, 0, -1)));
            Check.Fails(ErrorKind.Internal, () => signer.Sign(new SignRequest("a", 60, null, null, (UserIdRule)77)));
        });
        foreach (string text in new[] { Check.Key + "\n", " " + Check.Key, "", Check.Key + "\0" })
        {
            Check.Test("a key that cannot be one", () => Check.Fails(ErrorKind.Key, () => new SecretKey(text)));
        }
        Check.Test("half of a key is named, without the key", () =>
        {
            Note note = SecretKey.Diagnose(Check.Key.Substring(32))[0];
            Check.Equal("key_looks_short", note.Name);
            Check.True((note + note.Fix + note.DetailChinese).IndexOf(Check.Key.Substring(32, 8), StringComparison.Ordinal) < 0, "no key");
            Check.Equal(0, SecretKey.Diagnose(Check.Key).Count);
        });
    }
}
