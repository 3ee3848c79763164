using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>More audio. It belongs to no item: <see cref="AccumulatedResponse.Audio"/> collects it. Wire type: <c>response.audio.delta</c>.</summary>
public sealed class AudioDeltaEvent : ResponseStreamEvent
{
    internal AudioDeltaEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The audio, base64; empty where the server sent none.</summary>
    public string Delta => String(Fields.Payload) ?? "";
}
