using System;
using UserSig;

static class Program
{
    static void Main()
    {
        using var key = new SecretKey(Environment.GetEnvironmentVariable("USERSIG_SECRET_KEY")!);
        using var signer = new Signer(1400000000, key);
        using var verifier = new Verifier(1400000000, key);
        string token = signer.Sign("xiaojun", TimeSpan.FromDays(7));
        string Verdict(string user) => verifier.Verify(token, new Expectation(user)).IsValid ? "valid" : "rejected";
        Console.WriteLine($"xiaojun: {Verdict("xiaojun")}, mallory: {Verdict("mallory")}");
    }
}
