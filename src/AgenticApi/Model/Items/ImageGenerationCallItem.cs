using System.Text.Json;

namespace AgenticApi;

/// <summary>An image that the server generated: an output item of type <c>image_generation_call</c>.</summary>
public sealed class ImageGenerationCallItem : OutputItem
{
    internal ImageGenerationCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The image in base64 (<c>result</c>); null if absent, for example before the item is done.</summary>
    public string? Result => String("result"u8);

    /// <summary>The prompt that was used (<c>revised_prompt</c>); null if absent.</summary>
    public string? RevisedPrompt => String("revised_prompt"u8);

    /// <summary>The format of the image, such as <c>png</c> (<c>output_format</c>); null if absent.</summary>
    public string? OutputFormat => String("output_format"u8);

    /// <summary>The width and height in pixels, such as <c>1024x1024</c> (<c>size</c>); null if absent.</summary>
    public string? Size => String("size"u8);

    /// <summary>The <c>quality</c>, such as <c>low</c>; null if absent.</summary>
    public string? Quality => String("quality"u8);

    /// <summary>The <c>background</c>, such as <c>opaque</c>; null if absent.</summary>
    public string? Background => String("background"u8);
}
