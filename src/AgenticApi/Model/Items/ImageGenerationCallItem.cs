using System.Text.Json;

namespace AgenticApi;

/// <summary>An image that the server generated. An output item of type <c>image_generation_call</c>.</summary>
public sealed class ImageGenerationCallItem : OutputItem
{
    internal ImageGenerationCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The image, base64; null until the item is done.</summary>
    public string? Result => String("result"u8);

    /// <summary>The prompt that was used; null where the server does not say.</summary>
    public string? RevisedPrompt => String("revised_prompt"u8);

    /// <summary>The image's format, png for instance; null where the server does not say.</summary>
    public string? OutputFormat => String("output_format"u8);

    /// <summary>Width x height in pixels; null where the server does not say.</summary>
    public string? Size => String("size"u8);

    /// <summary>The quality; null where the server does not say.</summary>
    public string? Quality => String("quality"u8);

    /// <summary>The background; null where the server does not say.</summary>
    public string? Background => String("background"u8);
}
