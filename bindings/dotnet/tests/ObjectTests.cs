using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Threading;
using UserSig;

/// <summary>The objects: threads, disposal, memory, texts, and their border with the C ABI.</summary>
static class ObjectTests
{
    private const int Signers = 1000000;

    internal static void Run()
    {
        Check.Test("threads share a signer and a verifier", Threads);
        Check.Test("disposal during calls", Races);
        Check.Test("disposal again and again, of what other threads use", Replaced);
        Check.Test("a use after disposal", AfterDispose);
        Check.Test(Signers + " signers and keys that nobody disposes of", Memory);
        Check.Test("long tokens", LongTokens);
        Check.Test("times", Times);
        Check.Test("no text has a key or a token", Texts);
        Check.Test("codes", Codes);
        Check.Test("a token without a key", WithoutKey);
        foreach (string name in new[] { "Token", "Report", "Request", "Expectation", "Note", "Notes" }) Check.Test("layout of " + name, () => Layout(name));
        Check.Test("names of the C ABI", Names);
        Check.Test("what the assembly refers to", References);
#if NET
        Check.Test("signing allocates the token and nothing else", Allocation);
        Check.Test("a key from bytes", () =>
        {
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(Check.Key);
            using (var key = new SecretKey(bytes.AsSpan()))
            {
                Array.Clear(bytes, 0, bytes.Length);
                using (var signer = new Signer(Check.App, key)) Check.True(Check.Verifier().Verify(signer.Sign("a", TimeSpan.FromHours(1)), new Expectation("a")).IsValid, "valid");
            }
            Check.Fails(ErrorKind.Key, () => new SecretKey(new byte[] { 0xFF, 0x61 }.AsSpan()));
        });
#endif
    }

    /// <summary>Runs the same in eight threads, and throws what one of them throws.</summary>
    private static void InThreads(Action<int> work)
    {
        var errors = new List<Exception>();
        Thread[] threads = Enumerable.Range(0, 8).Select(number => new Thread(() =>
        {
            try
            {
                work(number);
            }
            catch (Exception e)
            {
                lock (errors) errors.Add(e);
            }
        })).ToArray();
        foreach (Thread thread in threads) thread.Start();
        foreach (Thread thread in threads) thread.Join();
        if (errors.Count > 0) throw errors[0];
    }

    private static void Threads()
    {
        using (Signer signer = Check.Signer())
        using (Verifier verifier = Check.Verifier())
        {
            int valid = 0;
            InThreads(number =>
            {
                for (int round = 0; round < 5000; round++)
                {
                    string user = "user_" + number + "_" + round, token = signer.Sign(new SignRequest(user, 60, Check.Now));
                    if (verifier.Verify(token, new Expectation(user, Check.Now)).IsValid) Interlocked.Increment(ref valid);
                    Check.True(!verifier.Verify(token, new Expectation("user", Check.Now)).IsValid, "not valid for another");
                }
            });
            Check.Equal(8 * 5000, valid);
        }
    }

    private static void Races()
    {
        string token = Check.Signer().Sign(new SignRequest("a", 60, Check.Now));
        int finished = 0, late = 0;
        for (int round = 0; round < 200; round++)
        {
            Signer signer = Check.Signer();
            Verifier verifier = Check.Verifier();
            var secret = new SecretKey(Check.Key);
            InThreads(number =>
            {
                try
                {
                    if (number == 7) signer.Dispose();
                    if (number == 6) verifier.Dispose();
                    if (number == 5) secret.Dispose();
                    for (int call = 0; call < 20; call++)
                    {
                        Check.Equal(token, signer.Sign(new SignRequest("a", 60, Check.Now)));
                        Check.True(verifier.Verify(token, new Expectation("a", Check.Now)).IsValid, "valid");
                        new Signer(1, secret).Dispose();
                        Check.True(verifier.Diagnose(token, new Expectation("a", Check.Now), secret).Verification.IsValid, "valid");
                        Interlocked.Increment(ref finished);
                    }
                }
                catch (ObjectDisposedException)
                {
                    Interlocked.Increment(ref late);
                }
            });
            // A second time, which does nothing.
            signer.Dispose();
            verifier.Dispose();
            secret.Dispose();
        }
        Check.True(late > 200, finished + " calls finished, " + late + " threads were late");
    }

    /// <summary>
    /// A freed signer's memory is wiped, so a call that goes on in it makes a wrong token or crashes; a verifier's rejects a valid one.
    /// </summary>
    private static void Replaced()
    {
        var request = new SignRequest("a", 60, Check.Now);
        var expectation = new Expectation("a", Check.Now);
        string token = Check.Signer().Sign(request);
        Signer signer = Check.Signer();
        Verifier verifier = Check.Verifier();
        bool finished = false;
        int used = 0;
        InThreads(number =>
        {
            if (number == 0)
            {
                try
                {
                    for (int round = 0; round < 30000; round++)
                    {
                        Interlocked.Exchange(ref signer, Check.Signer()).Dispose();
                        Interlocked.Exchange(ref verifier, Check.Verifier()).Dispose();
                    }
                }
                finally
                {
                    Volatile.Write(ref finished, true);
                }
            }
            while (!Volatile.Read(ref finished))
            {
                try
                {
                    Check.Equal(token, Volatile.Read(ref signer).Sign(request));
                    Check.True(Volatile.Read(ref verifier).Verify(token, expectation).IsValid, "valid");
                    Interlocked.Increment(ref used);
                }
                catch (ObjectDisposedException)
                {
                }
            }
        });
        Check.True(used > 1000, used + " times used");
    }

    private static void AfterDispose()
    {
        var key = new SecretKey(Check.Key);
        var signer = new Signer(Check.App, key);
        var verifier = new Verifier(Check.App, key);
        key.Dispose();
        string token = signer.Sign("a", TimeSpan.FromHours(1));
        Check.True(verifier.Verify(token, new Expectation("a")).IsValid, "works after its key's disposal");
        signer.Dispose();
        verifier.Dispose();
        foreach (Action call in new Action[] {
            () => signer.Sign("a", TimeSpan.FromHours(1)), () => signer.Sign(new SignRequest("a", 60)), () => verifier.Verify(token, new Expectation("a")),
            () => verifier.Diagnose(token, new Expectation("a")), () => new Signer(1, key), () => new Verifier(1, key),
            () => Check.Verifier().Diagnose(token, new Expectation("a"), key) })
        {
            try
            {
                call();
            }
            catch (ObjectDisposedException e)
            {
                Check.HasNoKey(e.ToString());
                continue;
            }
            Check.True(false, "an ObjectDisposedException");
        }
    }

    private static long ResidentMegabytes()
    {
        string line = File.ReadAllLines("/proc/self/status").First(text => text.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(new string(line.Where(char.IsDigit).ToArray())) / 1024;
    }

    /// <summary>What is resident when nothing waits to be collected.</summary>
    private static long CollectedMegabytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return ResidentMegabytes();
    }

    private static void Memory()
    {
        long early = 0;
        for (int made = 0; made < Signers; made++)
        {
            new Signer(Check.App, new SecretKey(Check.Key));
            // When to collect is for the runtime to find out. But the thread that frees what it has collected may get no turn on a busy machine.
            if (made % 10000 == 0) GC.WaitForPendingFinalizers();
            if (made == Signers / 10) early = CollectedMegabytes();
        }
        long late = CollectedMegabytes();
        Check.True(late - early < 64, "flat memory: " + early + " MB after a tenth, " + late + " MB at the end");
    }

    private static void LongTokens()
    {
        var bytes = new byte[32768];
        new Random(1).NextBytes(bytes);
        using (Signer signer = Check.Signer())
        using (Verifier verifier = Check.Verifier())
        {
            foreach (int length in new[] { 0, 1, 300, 400, 500, 4000, 32768 })
            {
                byte[] userbuf = bytes.Take(length).ToArray();
                string token = signer.Sign(new SignRequest("a", 60, Check.Now, Contents.Userbuf(userbuf)));
                Check.True(verifier.Verify(token, new Expectation("a", Check.Now, contents: Contents.Userbuf(userbuf))).IsValid, "valid");
                Check.True(userbuf.SequenceEqual(Token.InspectUnverified(token).GetUserbuf()), "the same bytes");
            }
            foreach (int length in new[] { 256, 257, 1024 })
            {
                string user = new string('u', length);
                string token = signer.Sign(new SignRequest(user, 60, Check.Now, null, UserIdRule.Any));
                Check.True(verifier.Verify(token, new Expectation(user, Check.Now)).IsValid, "valid");
            }
        }
    }

    private static void Times()
    {
        using (Signer signer = Check.Signer())
        {
            Token now = Token.InspectUnverified(signer.Sign("a", TimeSpan.FromDays(1)));
            Check.True(Math.Abs(now.IssuedAtSeconds - DateTimeOffset.UtcNow.ToUnixTimeSeconds()) <= 2, "issued now");
            Check.Equal(86400L, now.ValiditySeconds);
            var at = new DateTimeOffset(2030, 1, 2, 3, 4, 5, 999, TimeSpan.FromHours(8));
            Token token = Token.InspectUnverified(signer.Sign(new SignRequest("a", TimeSpan.FromSeconds(60.9), at)));
            Check.Equal(at.ToUnixTimeSeconds(), token.IssuedAtSeconds);
            Check.Equal(60L, token.ValiditySeconds);
            Check.Equal(DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds() + 60), token.ExpiresAt);
            Check.Equal(TimeSpan.FromSeconds(60), token.TimeLeft(at));
            Check.Equal(TimeSpan.Zero, token.TimeLeft(at.AddSeconds(60)));
            Check.Equal(TimeSpan.Zero, token.TimeLeft(DateTimeOffset.MaxValue));
            Token last = Token.InspectUnverified(signer.Sign(new SignRequest("a", 60, long.MaxValue)));
            Check.Equal(DateTimeOffset.MaxValue, last.ExpiresAt);
            Check.True(last.TimeLeft(DateTimeOffset.MinValue) > TimeSpan.FromDays(10000000), "a long time");
        }
    }

    private static void Texts()
    {
        using (var key = new SecretKey(Check.Key))
        using (var signer = new Signer(Check.App, key))
        using (Verifier verifier = Check.Verifier())
        {
            string token = signer.Sign("a", TimeSpan.FromHours(1));
            Verification valid = verifier.Verify(token, new Expectation("a")), rejected = verifier.Verify(token, new Expectation("b"));
            Check.Equal("valid", valid.ToString());
            Check.True(rejected.ToString().StartsWith("userid_mismatch (70013): ", StringComparison.Ordinal), rejected.ToString());
            foreach (object one in new object[] {
                key, signer, verifier, valid, valid.Token, rejected, rejected.Finding, new SignRequest("a", 60), new Expectation("a"), Room.FromNumber(7), Room.FromName("r"),
                Contents.None, Check.Fails(ErrorKind.Token, () => rejected.TokenOrThrow()) })
            {
                Check.HasNoKey(one.ToString());
                Check.True(one.ToString().IndexOf(token, StringComparison.Ordinal) < 0, "no token in " + one);
            }
        }
    }

    private static void Codes()
    {
        Note note = ServiceCode.Explain("70001").First();
        Check.Equal(NoteKind.Code, note.Kind);
        Check.Equal(70001L, note.Code);
        Check.True(note.Detail.Length > 0 && note.DetailChinese.Any(letter => letter > 0x4E00) && note.Layer.Length > 0 && note.LayerChinese.Length > 0, note.ToString());
        Check.Equal(0, ServiceCode.Explain("12345678").Count);
        Check.Equal(Environment.GetEnvironmentVariable("VERSION"), ServiceCode.LibraryVersion);
        Check.Equal("unknown", Finding.NameOf((FindingKind)99));
    }

    private static void WithoutKey()
    {
        Diagnosis found = Token.DiagnoseUnverified("undefined");
        Check.True(found.Verification == null, "no verdict");
        Check.True(found.Notes.Any(note => note.Name == "placeholder"), "a cause");
    }

    private static Type Internal(string name)
    {
        return typeof(Signer).Assembly.GetType("UserSig.Native+" + name, true);
    }

    /// <summary>Compares a struct with abi/layout.txt, field by field: `usersig_report.size OFFSET SIZE TYPE`.</summary>
    private static void Layout(string name)
    {
        string prefix = "usersig_" + name.ToLowerInvariant() + ".";
        string[][] lines = File.ReadAllLines(Environment.GetEnvironmentVariable("LAYOUT")).Where(line => line.StartsWith(prefix, StringComparison.Ordinal))
            .Select(line => line.Split(' ')).ToArray();
        FieldInfo[] fields = Internal(name).GetFields(BindingFlags.Instance | BindingFlags.NonPublic).OrderBy(field => field.MetadataToken).ToArray();
        Check.True(lines.Length >= 5, "the file has it");
        Check.Equal(string.Join(",", lines.Select(line => line[1])), string.Join(",", fields.Select(field => Marshal.OffsetOf(Internal(name), field.Name))));
    }

    private static void References()
    {
        string[] names = typeof(Signer).Assembly.GetReferencedAssemblies().Select(name => name.Name + " " + name.Version).ToArray();
#if NET
        Check.True(names.Length > 0 && names.All(name => name.StartsWith("System.", StringComparison.Ordinal) && name.EndsWith(" 8.0.0.0", StringComparison.Ordinal)), string.Join(", ", names));
#else
        Check.Equal("netstandard 2.0.0.0", string.Join(", ", names));
#endif
    }

    private static void Names()
    {
        foreach (FindingKind kind in Enum.GetValues(typeof(FindingKind))) Check.Equal(kind.ToString().ToLowerInvariant(), Finding.NameOf(kind).Replace("_", ""));
        foreach (ErrorKind kind in Enum.GetValues(typeof(ErrorKind)))
        {
            string name = Finding.NameOf((FindingKind)(int)kind);
            string expected = kind == ErrorKind.Token ? "empty" : kind == ErrorKind.Unsupported ? "unsupported" : kind == ErrorKind.Internal ? "panic"
                : kind == ErrorKind.PrivateMapKeyExpiry ? "bad_expiry" : "bad_" + kind.ToString().ToLowerInvariant();
            Check.Equal(expected, name);
        }
    }

#if NET
    private static void Allocation()
    {
        using (Signer signer = Check.Signer())
        {
            long least = long.MaxValue;
            // The runtime itself allocates now and then, when it compiles again what runs often.
            for (int repeat = 0; repeat < 10; repeat++)
            {
                long start = GC.GetAllocatedBytesForCurrentThread(), tokens = 0;
                for (int round = 0; round < 1000; round++)
                {
                    // A string is 22 bytes and its chars, in units of 8.
                    tokens += (22 + 2 * signer.Sign("user_12345678", TimeSpan.FromDays(7)).Length + 7) / 8 * 8;
                }
                least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - start - tokens);
            }
            Check.Equal(0L, least);
        }
    }
#endif
}
