using System.Net.ServerSentEvents;
using System.Text.Json;

namespace AgenticApi.Fuzzing.Generation;

/// <summary>Finds the events in the bytes of a stream with the framework's own readers: the measure for the library, and no part of it.</summary>
internal static class WireEvents
{
    /// <summary>How a stream begins.</summary>
    public static WireFraming FramingOf(ReadOnlySpan<byte> bytes)
    {
        var start = WithoutMark(bytes).TrimStart(" \t\r\n"u8);
        return start.IsEmpty ? WireFraming.Empty
            : start[0] == '{' ? WireFraming.Json
            : start[0] == ':' || IsField(start, "data"u8) || IsField(start, "event"u8) || IsField(start, "id"u8) || IsField(start, "retry"u8) ? WireFraming.Sse
            : WireFraming.None;
    }

    /// <summary>The events, without those that say nothing (<c>[DONE]</c>, empty ones).</summary>
    /// <param name="bytes">The stream.</param>
    /// <param name="isClean">Whether the readers agree on what every byte belongs to.</param>
    public static List<WireEvent> Split(ReadOnlySpan<byte> bytes, out bool isClean) => FramingOf(bytes) switch
    {
        WireFraming.Sse => Sse(WithoutMark(bytes), out isClean),
        WireFraming.Json => Json(WithoutMark(bytes), out isClean),
        _ => None(out isClean),
    };

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;

    private static bool IsField(ReadOnlySpan<byte> start, ReadOnlySpan<byte> name) =>
        start.StartsWith(name) && (start.Length == name.Length || start[name.Length] is (byte)':' or (byte)'\r' or (byte)'\n');

    private static List<WireEvent> None(out bool isClean)
    {
        isClean = false;
        return [];
    }

    private static List<WireEvent> Sse(ReadOnlySpan<byte> bytes, out bool isClean)
    {
        // Two more line ends: the framework gives no event that nothing ends, and a second mark it would take for the first.
        isClean = !bytes.StartsWith("\uFEFF"u8);
        var parser = SseParser.Create(new MemoryStream([.. bytes, (byte)'\n', (byte)'\n']), static (type, data) => new WireEvent(type, WithoutMark(data.Trim(" \t\r\n"u8)).ToArray()));
        var events = new List<WireEvent>();
        foreach (var item in parser.Enumerate())
        {
            if (item.Data.Data.AsSpan().Trim(" \t\r\n"u8) is { IsEmpty: false } text && !text.SequenceEqual("[DONE]"u8))
            {
                events.Add(item.Data with { Name = item.EventType == "message" ? "" : item.EventType });
            }
        }

        return events;
    }

    private static List<WireEvent> Json(ReadOnlySpan<byte> bytes, out bool isClean)
    {
        var events = new List<WireEvent>();
        var rest = bytes.TrimStart(" \t\r\n"u8);
        try
        {
            isClean = true;
            while (!rest.IsEmpty)
            {
                // Between objects, the library takes what is none up to the next object for one damaged event.
                isClean &= rest[0] == '{';
                var reader = new Utf8JsonReader(rest, new JsonReaderOptions { MaxDepth = 1000, AllowMultipleValues = true });
                reader.Read();
                reader.Skip();
                var length = (int)reader.BytesConsumed;
                events.Add(new WireEvent("", rest[..length].ToArray()));
                rest = rest[length..].TrimStart(" \t\r\n"u8);
            }
        }
        catch (JsonException)
        {
            isClean = false;
        }

        return events;
    }
}
