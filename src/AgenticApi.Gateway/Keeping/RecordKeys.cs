using System.Globalization;

namespace AgenticApi.Gateway;

/// <summary>The keys of the entries of a response's record.</summary>
internal static class RecordKeys
{
    /// <summary>What all that is read to know how a response stands begins with.</summary>
    public const string Head = "head/";

    /// <summary>The response as it stands, JSON.</summary>
    public const string Response = "head/response";

    /// <summary>What else there is to know of it, JSON: see <see cref="KeptState"/>.</summary>
    public const string State = "head/state";

    /// <summary>The host that makes it, and until when it is believed to live; gone when the response has ended.</summary>
    public const string Lease = "head/lease";

    /// <summary>Present if somebody wants the response cancelled.</summary>
    public const string Cancel = "cancel";

    /// <summary>The items of its input, a JSON array.</summary>
    public const string Input = "input";

    /// <summary>What the keys of its events begin with.</summary>
    public const string Events = "events/";

    private const string Last = "/end";

    /// <summary>The key of a chunk of events.</summary>
    /// <param name="lastSequence">The sequence number of its last event.</param>
    /// <param name="isEnd">Whether that is the terminal event.</param>
    public static string OfEvents(long lastSequence, bool isEnd) =>
        string.Create(CultureInfo.InvariantCulture, $"{Events}{lastSequence:d10}{(isEnd ? Last : "")}");

    /// <summary>The key after which the chunks with events after a sequence number come.</summary>
    public static string AfterEvent(long sequence) => OfEvents(sequence, isEnd: false) + Last;

    /// <summary>The sequence number of the last event of a chunk.</summary>
    public static long LastSequence(string key) => long.Parse(key.AsSpan(Events.Length, 10), CultureInfo.InvariantCulture);

    /// <summary>Whether a chunk ends with the terminal event.</summary>
    public static bool IsEnd(string key) => key.EndsWith(Last, StringComparison.Ordinal);
}
