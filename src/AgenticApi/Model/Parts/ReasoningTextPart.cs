using System.Text.Json;

namespace AgenticApi;

/// <summary>Raw reasoning: a part of type <c>reasoning_text</c>.</summary>
public sealed class ReasoningTextPart : ContentPart
{
    private string? _text;

    internal ReasoningTextPart(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The reasoning (<c>text</c>); empty if absent.</summary>
    public string Text => _text ??= String("text"u8) ?? "";
}
