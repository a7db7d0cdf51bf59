using System.Collections.Generic;
using System.Globalization;
using System.Text;

/// <summary>Reads JSON: objects, lists, texts, decimal numbers, true, false and null. Neither runtime has a reader that both have.</summary>
sealed class Json
{
    private readonly string text;
    private int at;

    private Json(string text)
    {
        this.text = text;
    }

    internal static Dictionary<string, object> Object(string text)
    {
        return (Dictionary<string, object>)new Json(text).Value();
    }

    private object Value()
    {
        Space();
        switch (text[at])
        {
            case '{':
                var members = new Dictionary<string, object>();
                for (at++; Until('}'); )
                {
                    string name = Text();
                    Space();
                    at++;
                    members.Add(name, Value());
                }
                return members;
            case '[':
                var items = new List<object>();
                for (at++; Until(']'); ) items.Add(Value());
                return items;
            case '"': return Text();
            case 't': at += 4; return true;
            case 'f': at += 5; return false;
            case 'n': at += 4; return null;
            default:
                int start = at;
                while (at < text.Length && "+-.0123456789eE".IndexOf(text[at]) >= 0) at++;
                return decimal.Parse(text.Substring(start, at - start), NumberStyles.Float, CultureInfo.InvariantCulture);
        }
    }

    private void Space()
    {
        while (char.IsWhiteSpace(text[at])) at++;
    }

    /// <summary>Skips a comma; false at the end, which it skips too.</summary>
    private bool Until(char end)
    {
        Space();
        if (text[at] == ',') at++;
        Space();
        if (text[at] != end) return true;
        at++;
        return false;
    }

    private string Text()
    {
        var read = new StringBuilder();
        for (at++; text[at] != '"'; at++)
        {
            if (text[at] != '\\')
            {
                read.Append(text[at]);
                continue;
            }
            at++;
            int plain = "bfnrt".IndexOf(text[at]);
            if (text[at] == 'u')
            {
                read.Append((char)int.Parse(text.Substring(at + 1, 4), NumberStyles.HexNumber));
                at += 4;
            }
            else
            {
                read.Append(plain >= 0 ? "\b\f\n\r\t"[plain] : text[at]);
            }
        }
        at++;
        return read.ToString();
    }
}
