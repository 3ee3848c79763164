namespace AgenticApi.Reading;

/// <summary>Detects the framing of a stream from its first bytes.</summary>
internal static class FirstBytes
{
    // The length of the longest field name of an event stream with its colon.
    private const int LongestField = 6;

    /// <summary>Returns the framing.</summary>
    /// <param name="start">The bytes after any byte order mark and white space.</param>
    /// <param name="ended">Whether the stream has ended.</param>
    public static Framing DetectFraming(ReadOnlySpan<byte> start, bool ended)
    {
        if (start is [(byte)'{', ..])
        {
            return Framing.Json;
        }

        // Never waits for bytes after the first line, so that the limit of an event is not exceeded before the framing is known.
        if (start.Length < LongestField && !ended && !start.ContainsAny((byte)'\n', (byte)'\r'))
        {
            return Framing.Unknown;
        }

        return IsEventStream(start) ? Framing.Events : Framing.Other;
    }

    /// <summary>Describes bytes that are neither an event stream nor JSON.</summary>
    public static string Describe(byte first)
    {
        var kind = first == '<' ? "HTML or XML" : first == '[' ? "a JSON array" : "neither a server-sent event stream nor a JSON object";
        return $"The input is {kind}. Pass the bytes of a Responses API answer: its event stream, its WebSocket messages or its JSON body.";
    }

    private static bool IsEventStream(ReadOnlySpan<byte> start) =>
        start is [] or [(byte)':', ..] || IsField(start, "data"u8) || IsField(start, "event"u8) || IsField(start, "id"u8) || IsField(start, "retry"u8);

    /// <summary>Whether the bytes start with a field name, followed by a colon or the end of the line.</summary>
    private static bool IsField(ReadOnlySpan<byte> start, ReadOnlySpan<byte> name) =>
        start.StartsWith(name) && (start.Length == name.Length || start[name.Length] is (byte)':' or (byte)'\r' or (byte)'\n');
}
