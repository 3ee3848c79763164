using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The base class of events whose <c>delta</c> is appended to a text of an item.</summary>
public abstract class DeltaEvent : ItemEvent
{
    private string? _delta;

    private protected DeltaEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>
    /// The text to append; empty if the server sent none. A character outside the Basic Multilingual Plane may be split between two deltas.
    /// Each of them then contains one half of a surrogate pair.
    /// </summary>
    public string Delta => _delta ??= String(Fields.Payload) ?? "";
}
