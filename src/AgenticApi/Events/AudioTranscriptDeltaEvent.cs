using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>
/// A piece of the transcript of the audio. It belongs to no item; <see cref="AccumulatedResponse.AudioTranscript"/> has all pieces, joined.
/// Wire type: <c>response.audio.transcript.delta</c>.
/// </summary>
public sealed class AudioTranscriptDeltaEvent : ResponseStreamEvent
{
    internal AudioTranscriptDeltaEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The text; empty if the server sent none.</summary>
    public string Delta => String(Fields.Payload) ?? "";
}
