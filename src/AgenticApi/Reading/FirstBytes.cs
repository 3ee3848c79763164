namespace AgenticApi.Reading;

/// <summary>The first bytes of a stream, which tell how its events are framed.</summary>
internal static class FirstBytes
{
    // With the colon after it, the longest field of an event stream.
    private const int Enough = 6;

    /// <summary>Tells the framing, as soon as enough has come.</summary>
    /// <param name="start">The bytes after any byte-order mark and white space.</param>
    /// <param name="ended">Whether there are no more.</param>
    public static Framing Tell(ReadOnlySpan<byte> start, bool ended)
    {
        if (start is [(byte)'{', ..])
        {
            return Framing.Json;
        }

        // What is awaited never reaches past the first line, so that it counts as no more than the longest event may.
        if (start.Length < Enough && !ended && !start.ContainsAny((byte)'\n', (byte)'\r'))
        {
            return Framing.Unknown;
        }

        return IsEventStream(start) ? Framing.Events : Framing.Other;
    }

    /// <summary>What is wrong with bytes that are neither an event stream nor JSON.</summary>
    public static string Describe(byte first)
    {
        var kind = first == '<' ? "HTML or XML" : first == '[' ? "a JSON array" : "neither a server-sent event stream nor a JSON object";
        return $"The input is {kind}, from its first byte on. Give the bytes of a Responses API answer: its event stream, its WebSocket messages or its JSON body.";
    }

    private static bool IsEventStream(ReadOnlySpan<byte> start) =>
        start is [] or [(byte)':', ..] || IsField(start, "data"u8) || IsField(start, "event"u8) || IsField(start, "id"u8) || IsField(start, "retry"u8);

    /// <summary>Whether the bytes begin with a field's name, which a colon or the end of the line must follow.</summary>
    private static bool IsField(ReadOnlySpan<byte> start, ReadOnlySpan<byte> name) =>
        start.StartsWith(name) && (start.Length == name.Length || start[name.Length] is (byte)':' or (byte)'\r' or (byte)'\n');
}
