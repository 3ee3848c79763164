using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The end of the transcript of the audio. Wire type: <c>response.audio.transcript.done</c>.</summary>
public sealed class AudioTranscriptDoneEvent : ResponseStreamEvent
{
    internal AudioTranscriptDoneEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
