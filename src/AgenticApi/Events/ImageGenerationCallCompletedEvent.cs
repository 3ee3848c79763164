namespace AgenticApi;

/// <summary>An image is there; it comes with the finished item. Wire type: <c>response.image_generation_call.completed</c>.</summary>
public sealed class ImageGenerationCallCompletedEvent : ItemStatusEvent
{
    internal ImageGenerationCallCompletedEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }
}
