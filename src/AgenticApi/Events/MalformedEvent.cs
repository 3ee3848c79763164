using System.Text.Json;
using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>What came where an event was due and is no JSON object: damaged or cut off. Its bytes are kept in <see cref="ResponseStreamEvent.Utf8Json"/>.</summary>
public sealed class MalformedEvent : ResponseStreamEvent
{
    internal MalformedEvent(byte[] data)
        : base(data, EventFields.Empty)
    {
    }

    /// <summary>Always undefined.</summary>
    public override JsonElement Json => default;
}
