using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;

/// <summary>What the C# contestants share. The lines are explained in compare/src/main.rs.</summary>
abstract class Contestant
{
    protected static readonly uint SdkAppId = uint.Parse(Environment.GetEnvironmentVariable("BENCH_SDKAPPID"));
    protected static readonly string Key = Environment.GetEnvironmentVariable("BENCH_KEY");
    protected static readonly string UserId = Environment.GetEnvironmentVariable("BENCH_USERID");
    protected static readonly int Expire = int.Parse(Environment.GetEnvironmentVariable("BENCH_EXPIRE"));

    protected abstract string MakeToken(string userId);

    /// <summary>One piece of work of an operation, which returns a token or null; null if there is no such operation.</summary>
    protected abstract Func<string> Work(string operation, string token);

    protected static string Pem(string curve, string part)
    {
        return Environment.GetEnvironmentVariable("BENCH_" + curve.ToUpperInvariant() + "_" + part);
    }

    protected static string Must(bool right)
    {
        return right ? null : throw new IOException("rejected");
    }

    protected void Run()
    {
        var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        // The official class prints: standard output is only for replies.
        Console.SetOut(TextWriter.Null);
        string line;
        while ((line = Console.In.ReadLine()) != null)
        {
            string[] words = line.Split(' ');
            if (words[0] == "token")
            {
                output.WriteLine(MakeToken(words[1]));
                continue;
            }
            Func<string> once = Work(words[0], words.Length > 2 ? words[2] : "");
            if (once == null)
            {
                output.WriteLine("-");
                continue;
            }
            int count = int.Parse(words[1]);
            string last = null;
            long allocated = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < count; i++) last = once();
            decimal took = (Stopwatch.GetTimestamp() - start) * 1000000000m / Stopwatch.Frequency;
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            output.WriteLine(string.Format(CultureInfo.InvariantCulture, "{0:0} {1} {2}", took, allocated / Math.Max(count, 1), last ?? "-"));
        }
    }
}
