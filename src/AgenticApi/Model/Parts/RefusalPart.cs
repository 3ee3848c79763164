using System.Text.Json;

namespace AgenticApi;

/// <summary>A refusal in place of text: a part of type <c>refusal</c>.</summary>
public sealed class RefusalPart : ContentPart
{
    private string? _text;

    internal RefusalPart(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The explanation of the model (<c>refusal</c>); empty if absent.</summary>
    public string Refusal => _text ??= String("refusal"u8) ?? "";
}
