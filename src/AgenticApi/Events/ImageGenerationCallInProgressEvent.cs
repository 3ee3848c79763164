namespace AgenticApi;

/// <summary>An image generation begins. Wire type: <c>response.image_generation_call.in_progress</c>.</summary>
public sealed class ImageGenerationCallInProgressEvent : ItemStatusEvent
{
    internal ImageGenerationCallInProgressEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
