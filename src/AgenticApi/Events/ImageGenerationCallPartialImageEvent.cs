using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>
/// A preview of an image. It is not part of the response: the finished item has the image.
/// Wire type: <c>response.image_generation_call.partial_image</c>.
/// </summary>
public sealed class ImageGenerationCallPartialImageEvent : ItemEvent
{
    internal ImageGenerationCallPartialImageEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The number of the preview, from 0; null if the server sent none.</summary>
    public long? PartialImageIndex => MemberInteger("partial_image_index"u8);

    /// <summary>The preview in base64; empty if the server sent none.</summary>
    public string PartialImageB64 => MemberText("partial_image_b64"u8) ?? "";

    /// <summary>The width and height in pixels, such as <c>1024x1024</c>; null if the server sent none.</summary>
    public string? Size => MemberText("size"u8);

    /// <summary>The quality; null if the server sent none.</summary>
    public string? Quality => MemberText("quality"u8);

    /// <summary>The background; null if the server sent none.</summary>
    public string? Background => MemberText("background"u8);

    /// <summary>The format of the image, such as <c>png</c>; null if the server sent none.</summary>
    public string? OutputFormat => MemberText("output_format"u8);
}
