using System.Text.Json;
using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>
/// An event that is not a JSON object: it is damaged or cut off. <see cref="ResponseStreamEvent.Utf8Json"/> has its bytes.
/// </summary>
public sealed class MalformedEvent : ResponseStreamEvent
{
    internal MalformedEvent(byte[] data)
        : base(data, EventFields.Empty)
    {
    }

    /// <summary>Always undefined.</summary>
    public override JsonElement Json => default;
}
