namespace AgenticApi.Reading;

/// <summary>A field of a server-sent event stream: a line with a name, a colon and a value.</summary>
internal static class SseField
{
    /// <summary>Determines whether a line is a certain field, and finds its value.</summary>
    /// <param name="name">The name of the field; case-sensitive.</param>
    /// <param name="all">The bytes that contain the line.</param>
    /// <param name="line">The position of the line.</param>
    /// <param name="value">The position of the value in the same bytes.</param>
    public static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> all, (int Start, int Length) line, out (int Start, int Length) value)
    {
        var text = all.Slice(line.Start, line.Length);
        if (!text.StartsWith(name) || (text.Length > name.Length && text[name.Length] != ':'))
        {
            value = default;
            return false;
        }

        // The value follows the colon. A line with only the name gives the field an empty value.
        var at = Math.Min(name.Length + 1, text.Length);

        // One space after the colon is not part of the value. Further spaces are.
        at += at < text.Length && text[at] == ' ' ? 1 : 0;
        value = (line.Start + at, line.Length - at);
        return true;
    }
}
