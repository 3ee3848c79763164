using System.Globalization;

namespace AgenticApi.Gateway;

/// <summary>The keys of the entries in the record of a response.</summary>
internal static class RecordKeys
{
    /// <summary>The prefix of the entries that describe the current state of the response.</summary>
    public const string Head = "head/";

    /// <summary>The JSON of the response.</summary>
    public const string Response = "head/response";

    /// <summary>The JSON of <see cref="KeptState"/>.</summary>
    public const string State = "head/state";

    /// <summary>The JSON of <see cref="AgenticApi.Gateway.Lease"/>. Removed when the response has ended.</summary>
    public const string Lease = "head/lease";

    /// <summary>Present if a client has cancelled the response. Removed when the response has ended.</summary>
    public const string Cancel = "cancel";

    /// <summary>The input items, a JSON array.</summary>
    public const string Input = "input";

    /// <summary>The prefix of the chunks of events.</summary>
    public const string Events = "events/";

    private const string EndSuffix = "/end";

    /// <summary>Returns the key of a chunk of events.</summary>
    /// <param name="lastSequence">The sequence number of its last event.</param>
    /// <param name="isEnd">Whether its last event is the terminal event.</param>
    public static string ForEvents(long lastSequence, bool isEnd) =>
        string.Create(CultureInfo.InvariantCulture, $"{Events}{lastSequence:d10}{(isEnd ? EndSuffix : "")}");

    /// <summary>Returns the key before the first chunk that has events after a sequence number.</summary>
    public static string AfterEvent(long sequence) => ForEvents(sequence, isEnd: false) + EndSuffix;

    /// <summary>Returns the sequence number of the last event of a chunk.</summary>
    public static long LastSequence(string key) => long.Parse(key.AsSpan(Events.Length, 10), CultureInfo.InvariantCulture);

    /// <summary>Whether a chunk ends with the terminal event.</summary>
    public static bool IsEnd(string key) => key.EndsWith(EndSuffix, StringComparison.Ordinal);
}
