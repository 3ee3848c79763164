using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>An event whose type this library has no class for. <see cref="ResponseStreamEvent.Json"/> has all of it.</summary>
public sealed class UnknownEvent : ItemEvent
{
    internal UnknownEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
