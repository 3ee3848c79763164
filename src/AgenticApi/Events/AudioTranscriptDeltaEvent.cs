using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>More of the audio's transcript. It belongs to no item: <see cref="AccumulatedResponse.AudioTranscript"/> collects it. Wire type: <c>response.audio.transcript.delta</c>.</summary>
public sealed class AudioTranscriptDeltaEvent : ResponseStreamEvent
{
    internal AudioTranscriptDeltaEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The text; empty where the server sent none.</summary>
    public string Delta => String(Fields.Payload) ?? "";
}
