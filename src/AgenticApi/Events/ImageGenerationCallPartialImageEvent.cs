using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>A preview of an image. It is no part of the response: the image itself is in the finished item. Wire type: <c>response.image_generation_call.partial_image</c>.</summary>
public sealed class ImageGenerationCallPartialImageEvent : ItemEvent
{
    internal ImageGenerationCallPartialImageEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The preview's number, from 0; null where the server sent none.</summary>
    public long? PartialImageIndex => MemberInteger("partial_image_index"u8);

    /// <summary>The preview, base64; empty where the server sent none.</summary>
    public string PartialImageB64 => MemberText("partial_image_b64"u8) ?? "";

    /// <summary>Width x height in pixels; null where the server does not say.</summary>
    public string? Size => MemberText("size"u8);

    /// <summary>The quality; null where the server does not say.</summary>
    public string? Quality => MemberText("quality"u8);

    /// <summary>The background; null where the server does not say.</summary>
    public string? Background => MemberText("background"u8);

    /// <summary>The image's format, png for instance; null where the server does not say.</summary>
    public string? OutputFormat => MemberText("output_format"u8);
}
