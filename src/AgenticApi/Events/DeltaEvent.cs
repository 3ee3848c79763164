using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>More of a text: an event whose <c>delta</c> is appended.</summary>
public abstract class DeltaEvent : ItemEvent
{
    private string? _delta;

    private protected DeltaEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>
    /// What is appended; empty where the server sent nothing. A character outside the basic plane may be split between two
    /// deltas, so that each holds half of a surrogate pair.
    /// </summary>
    public string Delta => _delta ??= String(Fields.Payload) ?? "";
}
