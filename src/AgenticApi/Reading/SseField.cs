namespace AgenticApi.Reading;

/// <summary>A line of a server-sent event stream that gives a field: its name, a colon, and its value.</summary>
internal static class SseField
{
    /// <summary>Whether the line gives this field, and where its value stands.</summary>
    /// <param name="name">The field's name, as it must be written: case counts.</param>
    /// <param name="all">The bytes in which the line stands.</param>
    /// <param name="line">Where it stands.</param>
    /// <param name="value">Where the value stands, in the same bytes.</param>
    public static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> all, (int Start, int Length) line, out (int Start, int Length) value)
    {
        var text = all.Slice(line.Start, line.Length);
        if (!text.StartsWith(name) || (text.Length > name.Length && text[name.Length] != ':'))
        {
            value = default;
            return false;
        }

        // The value is all that follows the colon; a line that is nothing but the name gives the field an empty value.
        var at = Math.Min(name.Length + 1, text.Length);

        // One space after the colon is no part of the value; those that follow it are.
        at += at < text.Length && text[at] == ' ' ? 1 : 0;
        value = (line.Start + at, line.Length - at);
        return true;
    }
}
