using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>
/// A piece of audio. It belongs to no item; <see cref="AccumulatedResponse.Audio"/> has all pieces, joined.
/// Wire type: <c>response.audio.delta</c>.
/// </summary>
public sealed class AudioDeltaEvent : ResponseStreamEvent
{
    internal AudioDeltaEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The audio, base64; empty if the server sent none.</summary>
    public string Delta => String(Fields.Payload) ?? "";
}
