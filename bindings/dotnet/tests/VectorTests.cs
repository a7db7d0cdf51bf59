using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using UserSig;

using Fields = System.Collections.Generic.Dictionary<string, object>;

/// <summary>The vectors that every language passes; tests/vectors/README.md explains the fields.</summary>
static class VectorTests
{
    private static readonly Fields Golden = Check.Vectors("golden");

    private static IEnumerable<Fields> List(Fields file, string name)
    {
        return ((List<object>)file[name]).Cast<Fields>();
    }

    private static Fields Key(Fields vector)
    {
        return (Fields)((Fields)Golden["keys"])[(string)vector["key"]];
    }

    private static string Text(Fields vector, string name)
    {
        return (string)vector[name];
    }

    /// <summary>Unix seconds, or null for what no long can hold: the interface of C# has no such times.</summary>
    private static long? Seconds(object text)
    {
        decimal number = text as decimal? ?? decimal.Parse((string)text);
        return number > long.MaxValue ? (long?)null : (long)number;
    }

    private static Signer SignerOf(Fields key, uint app)
    {
        if (key.ContainsKey("secret_key"))
        {
            using (var secret = new SecretKey(Text(key, "secret_key"))) return new Signer(app, secret);
        }
        using (PrivateKey pem = PrivateKey.FromPem(Text(key, "pkcs8")))
        using (PrivateKey sec1 = PrivateKey.FromPem(Text(key, "sec1")))
        {
            new Signer(app, sec1).Dispose();
            return new Signer(app, pem);
        }
    }

    private static Verifier VerifierOf(Fields key, uint app)
    {
        if (key.ContainsKey("secret_key"))
        {
            using (var secret = new SecretKey(Text(key, "secret_key"))) return new Verifier(app, secret);
        }
        using (PublicKey pem = PublicKey.FromPem(Text(key, "public"))) return new Verifier(app, pem);
    }

    private static Room RoomOf(object room)
    {
        return room is string name ? Room.FromName(name) : Room.FromNumber((uint)(decimal)room);
    }

    private static Contents PrivateMapKeyOf(Fields fields)
    {
        return Contents.PrivateMapKey(RoomOf(fields["room"]), (Privileges)(uint)(decimal)fields["privileges"]);
    }

    internal static void Run()
    {
        int signed = 0;
        foreach (Fields vector in List(Golden, "sign"))
        {
            if (Seconds(vector["issued_at"]) == null) continue;
            signed++;
            Check.Test("sign " + vector["id"], () => Sign(vector));
        }
        Check.Test("129 tokens signed", () => Check.Equal(129, signed));

        int inputs = 0;
        foreach (Fields vector in List(Golden, "inputs"))
        {
            Action call = Input(Text(vector, "input"), vector["value"]);
            if (call == null) continue;
            inputs++;
            Check.Test("input " + vector["input"] + " " + vector["value"], () => Accepts(call, Text(vector, "error")));
        }
        Check.Test("294 inputs checked", () => Check.Equal(294, inputs));

        int verified = 0;
        foreach (Fields vector in List(Golden, "verify"))
        {
            Check.Test("inspect " + vector["id"], () => Inspect(vector));
            if (Seconds(vector["now"]) == null) continue;
            verified++;
            Check.Test("verify " + vector["id"], () => Verify(vector));
        }
        Check.Test("506 tokens verified", () => Check.Equal(506, verified));

        Fields references = Check.Vectors("reference-tokens");
        foreach (Fields vector in List(references, "vectors")) Check.Test("reference " + vector["id"], () => Reference(references, vector));

        Fields diagnoses = Check.Vectors("diagnoses");
        int diagnosed = 0;
        foreach (Fields vector in List(diagnoses, "cases"))
        {
            byte[] bytes = Convert.FromBase64String(Text(vector, "token_base64"));
            string token = Encoding.UTF8.GetString(bytes);
            // What is no UTF-8 is no text of C#.
            if (!Encoding.UTF8.GetBytes(token).SequenceEqual(bytes)) continue;
            diagnosed++;
            Check.Test("diagnosis " + vector["id"], () => Diagnose(diagnoses, vector, token));
        }
        Check.Test("199 tokens diagnosed", () => Check.Equal(199, diagnosed));
    }

    private static void Sign(Fields vector)
    {
        Fields key = Key(vector);
        string userbuf = Text(vector, "userbuf");
        Contents contents = vector["private_map_key"] is Fields room ? PrivateMapKeyOf(room)
            : userbuf == null ? Contents.None : Contents.Userbuf(Convert.FromBase64String(userbuf));
        var rules = new List<string> { "trtc", "im", "any" };
        using (Signer signer = SignerOf(key, (uint)(decimal)vector["sdkappid"]))
        {
            Func<string, string> sign = name => signer.Sign(new SignRequest(Text(vector, "userid"), (long)(decimal)vector["expire"],
                Seconds(vector["issued_at"]), contents, (UserIdRule)Enum.Parse(typeof(UserIdRule), name, true)));
            int strictest = rules.IndexOf(Text(vector, "userid_rule"));
            foreach (string stricter in rules.Take(strictest)) Check.Fails(ErrorKind.UserId, () => sign(stricter));
            foreach (string rule in rules.Skip(strictest))
            {
                string token = sign(rule);
                Fields document = Json.Object(Check.Document(token)), expected = (Fields)vector["document"];
                Check.Equal(string.Join(",", expected.Keys.OrderBy(name => name)), string.Join(",", document.Keys.OrderBy(name => name)));
                foreach (string name in expected.Keys) Check.Equal(expected[name], document[name]);
                if (key.ContainsKey("secret_key")) Check.Equal(Check.Mac(Text(key, "secret_key"), Text(vector, "signed_text")), document["TLS.sig"]);
            }
        }
    }

    private static Action Input(string input, object value)
    {
        Func<string, UserIdRule, Action> user = (name, rule) => () => Signed(new SignRequest(name, 60, Check.Now, null, rule));
        Func<Room, uint, Action> room = (where, bits) => () => Signed(new SignRequest("a", 60, Check.Now, Contents.PrivateMapKey(where, (Privileges)bits)));
        switch (input)
        {
            case "sdkappid": return () => { using (var key = new SecretKey("k")) new Signer((uint)(decimal)value, key).Dispose(); };
            case "userid": return user((string)value, UserIdRule.Im);
            case "userid_trtc": return user((string)value, UserIdRule.Trtc);
            case "userid_any": return user((string)value, UserIdRule.Any);
            case "room_name": return room(Room.FromName((string)value), 255);
            case "room_number": return room(Room.FromNumber((uint)(decimal)value), 255);
            case "privileges_bits": return room(Room.FromNumber(1), (uint)(decimal)value);
            case "validity_seconds": return () => Signed(new SignRequest("a", (long)(decimal)value, Check.Now));
            case "leeway_seconds": return () => { using (Verifier one = Check.Verifier()) one.Verify("", new Expectation("a", Check.Now, (long)(decimal)value)); };
            case "userbuf_length": return () => Signed(new SignRequest("a", 60, Check.Now, Contents.Userbuf(new byte[(int)(decimal)value])));
            case "private_map_key_issued_at":
                long? at = Seconds(value);
                if (at == null) return null;
                return () => Signed(new SignRequest("a", 604800, at, Contents.PrivateMapKey(Room.FromNumber(1), Privileges.All)));
            case "secret_key": return () => new SecretKey((string)value).Dispose();
            case "private_key": return () => PrivateKey.FromPem((string)value).Dispose();
            case "public_key": return () => PublicKey.FromPem((string)value).Dispose();
            default: return null;
        }
    }

    private static void Signed(SignRequest request)
    {
        using (Signer one = Check.Signer()) one.Sign(request);
    }

    private static void Accepts(Action call, string error)
    {
        if (error == null) call();
        else Check.Fails((ErrorKind)Enum.Parse(typeof(ErrorKind), error.Replace("_", ""), true), call);
    }

    private static void Inspect(Fields vector)
    {
        if (vector["fields"] == null)
        {
            UserSigException e = Check.Fails(ErrorKind.Token, () => Token.InspectUnverified(Text(vector, "token")));
            Check.True(e.Finding.Kind == FindingKind.Empty || e.Finding.Kind == FindingKind.Malformed, e.Finding.Name);
            return;
        }
        CheckFields(Token.InspectUnverified(Text(vector, "token")), vector);
    }

    private static void CheckFields(Token token, Fields vector)
    {
        var fields = (Fields)vector["fields"];
        Check.Equal(fields["version"], token.Version == TokenVersion.V2 ? "2.0" : "1.0");
        Check.Equal(fields["userid"], token.UserId);
        Check.Equal(fields["sdkappid"], token.SdkAppIdText);
        Check.Equal(Seconds(fields["issued_at"]) ?? long.MaxValue, token.IssuedAtSeconds);
        Check.Equal(Seconds(fields["expire"]) ?? long.MaxValue, token.ValiditySeconds);
        Check.Equal(Seconds(fields["expires_at"]) ?? long.MaxValue, token.ExpiresAtSeconds);
        Check.Equal(fields["is_time_approximate"], token.IsTimeApproximate);
        Check.Equal(fields["userbuf"], token.GetUserbuf() == null ? null : Convert.ToBase64String(token.GetUserbuf()));
        Check.Equal(((List<object>)vector["warnings"]).Count > 0, token.Warnings == Warnings.NumberAsText);
        Check.Equal(fields["private_map_key"] == null, token.PrivateMapKey == null);
        if (fields["private_map_key"] is Fields record)
        {
            PrivateMapKey found = token.PrivateMapKey;
            Check.Equal(record["account"], found.AccountText);
            Check.Equal(record["sdkappid"], (decimal)found.SdkAppId);
            Check.Equal(record["room"], (object)found.Room.Name ?? (decimal)found.Room.Number);
            Check.Equal(record["privileges"], (decimal)(uint)found.Privileges);
            Check.Equal(record["expires_at"], found.ExpiresAtSeconds.ToString());
        }
    }

    private static Expectation ExpectationOf(Fields vector)
    {
        Contents contents = null;
        if (vector["expect"] is Fields expect)
        {
            contents = Text(expect, "contents") == "none" ? Contents.None
                : Text(expect, "contents") == "userbuf" ? Contents.Userbuf(Convert.FromBase64String(Text(expect, "userbuf")))
                : PrivateMapKeyOf(expect);
        }
        long? longest = vector["max_validity"] == null ? null : Seconds(vector["max_validity"]);
        return new Expectation(Text(vector, "userid"), Seconds(vector["now"]), Seconds(vector["leeway"]).Value, longest, contents);
    }

    private static void Verify(Fields vector)
    {
        using (Verifier verifier = VerifierOf(Key(vector), (uint)(decimal)vector["sdkappid"]))
        {
            Verification result = verifier.Verify(Text(vector, "token"), ExpectationOf(vector));
            Check.Equal(Text(vector, "finding") == "valid", result.IsValid);
            Check.Equal(string.Join(",", ((List<object>)vector["findings"]).Cast<string>().Distinct()),
                string.Join(",", result.Findings.Select(Finding.NameOf)));
            Check.Equal(((List<object>)vector["warnings"]).Count > 0, result.Warnings == Warnings.NumberAsText);
            if (result.IsValid)
            {
                Check.True(result.Finding == null && ReferenceEquals(result.Token, result.TokenOrThrow()), "no finding");
                CheckFields(result.Token, vector);
                return;
            }
            Check.True(result.Token == null, "no token");
            Check.Equal(vector["finding"], result.Finding.Name);
            Check.Equal(vector["service_code"], (decimal)(result.Finding.ServiceCode ?? 0));
            string layer = vector.ContainsKey("layer") ? Text(vector, "layer") : null;
            if (layer != null) Check.True(result.Finding.Detail.StartsWith(layer + ": ", StringComparison.Ordinal), result.Finding.Detail);
            Check.Equal(result.Finding, Check.Fails(ErrorKind.Token, () => result.TokenOrThrow()).Finding);
        }
    }

    private static void Reference(Fields file, Fields vector)
    {
        string token = Text(vector, "token"), user = Text(vector, "userid"), expected = Text(vector, "expect");
        uint app = (uint)(decimal)vector["sdkappid"];
        Token read = expected == "malformed" ? null : Token.InspectUnverified(token);
        if (read != null) Check.Equal(user, read.UserId);
        bool isPlain = vector["issued_at"] is string;
        if (read != null && !isPlain) Check.Equal(vector["issued_at"], (decimal)read.IssuedAtSeconds);
        // Of a token that cannot be read, the time is not known.
        long at = read == null ? 0 : read.IssuedAtSeconds, expire = (long)(decimal)vector["expire"];
        string pem = null;
        if (Text(vector, "version") != "2.0")
        {
            object own;
            pem = vector.TryGetValue("public_key", out own) && own != null ? (string)own
                : Text((Fields)((Fields)file["keys"])[Text(vector, "curve")], "pub");
        }
        using (SecretKey secret = pem == null ? new SecretKey(Text(vector, "secret_key")) : null)
        using (PublicKey key = pem == null ? null : PublicKey.FromPem(pem))
        using (Verifier verifier = pem == null ? new Verifier(app, secret) : new Verifier(app, key))
        using (var another = new SecretKey("another key"))
        using (var other = new Verifier(app, another))
        {
            Verification first = verifier.Verify(token, new Expectation(user, at));
            Check.Equal(expected, first.IsValid ? "valid" : first.Finding.Name);
            if (first.IsValid)
            {
                Check.True(verifier.Verify(token, new Expectation(user, at + expire)).IsValid, "valid in its last second");
                Check.Equal("expired", string.Join(",", verifier.Verify(token, new Expectation(user, at + expire + 1)).Findings.Select(Finding.NameOf)));
            }
            Check.True(!other.Verify(token, new Expectation(user, at)).IsValid, "rejected with another key");
        }
    }

    private static void Diagnose(Fields file, Fields vector, string token)
    {
        string keyText = Text(file, "key"), user = Text(file, "userid");
        try
        {
            user = Token.InspectUnverified(token).UserId;
        }
        catch (UserSigException e)
        {
            Check.Equal(ErrorKind.Token, e.Kind);
        }
        var expectation = new Expectation(user, (long)(decimal)file["now"]);
        using (var key = new SecretKey(keyText))
        using (var verifier = new Verifier((uint)(decimal)file["sdkappid"], key))
        {
            Diagnosis found = verifier.Diagnose(token, expectation, key);
            Check.Equal(verifier.Verify(token, expectation).ToString(), found.Verification.ToString());
            Func<NoteKind, string> names = kind => string.Join(",", found.Notes.Where(note => note.Kind == kind).Select(note => note.Name));
            string causes = string.Join(",", ((List<object>)vector["causes"]).Cast<string>());
            string warnings = string.Join(",", ((List<object>)vector["warnings"]).Cast<string>());
            if (found.Verification.IsValid)
            {
                Check.Equal("", names(NoteKind.Cause));
                Check.Equal(warnings, string.Join(",", names(NoteKind.Warning).Split(',').OrderBy(name => name, StringComparer.Ordinal)));
            }
            else if (names(NoteKind.Cause) != causes)
            {
                Check.Equal(string.Join(",", new[] { causes, warnings }.Where(text => text.Length > 0)), names(NoteKind.Cause));
            }
            Verification inner = found.Unwrapped == null ? null : verifier.Verify(found.Unwrapped, expectation);
            Check.Equal(vector["inner"], inner == null ? null : inner.IsValid ? "valid" : inner.Finding.Name);
            foreach (Note note in found.Notes)
            {
                Check.True(note.Detail.Length > 0 && note.DetailChinese.Length > 0, note.Name);
                Check.True((note + note.Fix + note.DetailChinese + note.FixChinese).IndexOf(keyText.Substring(0, 8), StringComparison.Ordinal) < 0, "no key");
            }
        }
    }
}
