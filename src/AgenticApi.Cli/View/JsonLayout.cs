using System.Text;

namespace AgenticApi.Cli.View;

/// <summary>Indents JSON without parsing it. Strings and numbers stay as sent, and invalid JSON is indented too.</summary>
internal static class JsonLayout
{
    public static string Indent(ReadOnlySpan<byte> utf8)
    {
        var json = Encoding.UTF8.GetString(utf8);
        var text = new StringBuilder(json.Length * 2);
        var depth = 0;
        for (var at = 0; at < json.Length; at++)
        {
            switch (json[at])
            {
                case '"':
                    var end = EndOfString(json, at);
                    text.Append(json, at, end - at);
                    at = end - 1;
                    break;
                case '{' or '[' when Next(json, at) is var next && next < json.Length && json[next] is '}' or ']':
                    text.Append(json[at]).Append(json[next]);
                    at = next;
                    break;
                case '{' or '[':
                    Line(text.Append(json[at]), ++depth);
                    break;
                case '}' or ']':
                    depth = Math.Max(depth - 1, 0);
                    Line(text, depth).Append(json[at]);
                    break;
                case ',':
                    Line(text.Append(','), depth);
                    break;
                case ':':
                    text.Append(": ");
                    break;
                case ' ' or '\t' or '\r' or '\n':
                    break;
                default:
                    text.Append(json[at]);
                    break;
            }
        }

        return text.ToString();
    }

    private static StringBuilder Line(StringBuilder text, int depth) => text.Append('\n').Append(' ', Math.Min(depth, 40) * 2);

    private static int Next(string json, int at)
    {
        do
        {
            at++;
        }
        while (at < json.Length && char.IsWhiteSpace(json[at]));
        return at;
    }

    private static int EndOfString(string json, int at)
    {
        for (at++; at < json.Length && json[at] != '"'; at++)
        {
            at += json[at] == '\\' ? 1 : 0;
        }

        return Math.Min(at + 1, json.Length);
    }
}
