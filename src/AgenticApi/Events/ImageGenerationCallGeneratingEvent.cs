namespace AgenticApi;

/// <summary>An image is generated. Wire type: <c>response.image_generation_call.generating</c>.</summary>
public sealed class ImageGenerationCallGeneratingEvent : ItemStatusEvent
{
    internal ImageGenerationCallGeneratingEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
