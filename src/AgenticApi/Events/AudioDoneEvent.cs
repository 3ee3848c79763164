using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The audio is there whole. Wire type: <c>response.audio.done</c>.</summary>
public sealed class AudioDoneEvent : ResponseStreamEvent
{
    internal AudioDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
