using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>An event of a type that this library has no class for; its JSON is all there.</summary>
public sealed class UnknownEvent : ItemEvent
{
    internal UnknownEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
