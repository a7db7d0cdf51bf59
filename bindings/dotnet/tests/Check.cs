using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using UserSig;

/// <summary>Counts the tests, and has what they share.</summary>
static class Check
{
    internal const string Key = "5bd2850fff3ecb11d7c805251c51ee463a25727bddc2385f3fa8bfee1bb93b5e";
    internal const uint App = 1400000000;
    internal const long Now = 1700000000;

    private static int passed, failed;

    internal static void Test(string name, Action test)
    {
        try
        {
            test();
            passed++;
        }
        catch (Exception e)
        {
            failed++;
            Console.WriteLine("FAILED  " + name + "\n        " + e);
        }
    }

    internal static int Finish()
    {
        Console.WriteLine(passed + " passed, " + failed + " failed");
        return failed == 0 && passed > 0 ? 0 : 1;
    }

    internal static void True(bool right, string what)
    {
        if (!right) throw new Exception("not so: " + what);
    }

    internal static void Equal(object expected, object got)
    {
        if (!Equals(expected, got)) throw new Exception("expected " + (expected ?? "null") + ", got " + (got ?? "null"));
    }

    /// <summary>Returns the exception that a call throws, which has to be of this kind and has no key in it.</summary>
    internal static UserSigException Fails(ErrorKind kind, Action call)
    {
        try
        {
            call();
        }
        catch (UserSigException e)
        {
            Equal(kind, e.Kind);
            True(e.Message.Length > 0, "it says why");
            HasNoKey(e.ToString() + e.Hint);
            return e;
        }
        throw new Exception("no exception; expected " + kind);
    }

    internal static void HasNoKey(string text)
    {
        True(text.IndexOf(Key.Substring(0, 8), StringComparison.Ordinal) < 0, "no key in: " + text);
    }

    internal static Signer Signer()
    {
        using (var key = new SecretKey(Key)) return new Signer(App, key);
    }

    internal static Verifier Verifier()
    {
        using (var key = new SecretKey(Key)) return new Verifier(App, key);
    }

    /// <summary>Returns the document in a token, by the runtime's own zlib.</summary>
    internal static string Document(string token)
    {
        byte[] packed = Convert.FromBase64String(token.Replace('*', '+').Replace('-', '/').Replace('_', '='));
        // DeflateStream reads what is behind the two bytes of zlib.
        using (var inflate = new DeflateStream(new MemoryStream(packed, 2, packed.Length - 2), CompressionMode.Decompress))
        using (var reader = new StreamReader(inflate, Encoding.UTF8))
        {
            return reader.ReadToEnd();
        }
    }

    internal static string Mac(string key, string text)
    {
        using (var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(key))) return Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }

    internal static Dictionary<string, object> Vectors(string name)
    {
        return Json.Object(File.ReadAllText(Path.Combine(Environment.GetEnvironmentVariable("VECTORS"), name + ".json")));
    }
}
