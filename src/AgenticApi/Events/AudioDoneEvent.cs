using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The end of the audio. Wire type: <c>response.audio.done</c>.</summary>
public sealed class AudioDoneEvent : ResponseStreamEvent
{
    internal AudioDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
