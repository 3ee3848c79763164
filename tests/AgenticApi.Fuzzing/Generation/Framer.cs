using System.Text;

namespace AgenticApi.Fuzzing.Generation;

/// <summary>Writes events as the bytes of a stream, plainly or with all that the format allows.</summary>
internal sealed class Framer(Random random)
{
    private static readonly string[] Between = [": comment\n\n", ":\n", "id: 7\n", "retry: 10\n", "data\n\n", "data:\n\n", "data: [DONE]\n\n", "\n", "event: ping\n\n", "foo: bar\n", "data:  \n\n"];

    public byte[] Write(List<byte[]> events)
    {
        var style = random.Next(10);
        var output = new MemoryStream();
        if (random.Next(30) == 0)
        {
            output.Write("\uFEFF"u8);
        }

        if (style < 2)
        {
            WriteJson(events, output);
        }
        else
        {
            WriteSse(events, output, isPlain: style < 6);
        }

        return output.ToArray();
    }

    private void WriteJson(List<byte[]> events, MemoryStream output)
    {
        string[] separators = ["\n", "", " ", "\r\n", "\t\n ", "\n\n"];
        var separator = Encoding.UTF8.GetBytes(separators[random.Next(separators.Length)]);
        foreach (var e in events)
        {
            output.Write(e);
            output.Write(separator);
        }
    }

    private void WriteSse(List<byte[]> events, MemoryStream output, bool isPlain)
    {
        var end = isPlain ? "\n" : random.Next(3) switch { 0 => "\r\n", 1 => "\r", _ => "\n" };
        var newLine = Encoding.UTF8.GetBytes(end);
        var named = random.Next(2) == 0;
        var first = true;
        foreach (var e in events)
        {
            if (!isPlain && !first && random.Next(8) == 0)
            {
                output.Write(Encoding.UTF8.GetBytes(Between[random.Next(Between.Length)].Replace("\n", end, StringComparison.Ordinal)));
            }

            if (named)
            {
                output.Write("event: "u8);
                output.Write(TypeOf(e));
                output.Write(newLine);
            }

            var cut = !isPlain && random.Next(12) == 0 && e.Length > 2 && e[0] == '{' ? 1 : 0;
            if (cut > 0)
            {
                output.Write("data: {"u8);
                output.Write(newLine);
            }

            output.Write(isPlain || random.Next(6) > 0 ? "data: "u8 : random.Next(2) == 0 ? "data:"u8 : "data:   "u8);
            output.Write(e.AsSpan(cut));
            output.Write(newLine);
            output.Write(newLine);
            first = false;
        }

        if (random.Next(6) == 0)
        {
            output.Write("data: [DONE]\n\n"u8);
        }
        else if (!isPlain && random.Next(6) == 0)
        {
            output.SetLength(output.Length - newLine.Length);
        }
    }

    private static ReadOnlySpan<byte> TypeOf(byte[] e)
    {
        var at = e.AsSpan().IndexOf("\"type\":\""u8);
        var rest = at < 0 ? default : e.AsSpan(at + 8);
        var length = rest.IndexOf((byte)'"');
        return length is < 0 or > 80 || rest[..length].ContainsAny("\r\n"u8) ? "message"u8 : rest[..length];
    }
}
