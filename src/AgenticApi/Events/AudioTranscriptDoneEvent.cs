using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The audio's transcript is there whole. Wire type: <c>response.audio.transcript.done</c>.</summary>
public sealed class AudioTranscriptDoneEvent : ResponseStreamEvent
{
    internal AudioTranscriptDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
