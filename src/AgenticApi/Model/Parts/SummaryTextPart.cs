using System.Text.Json;

namespace AgenticApi;

/// <summary>A summary of reasoning: a part of type <c>summary_text</c>.</summary>
public sealed class SummaryTextPart : ContentPart
{
    private string? _text;

    internal SummaryTextPart(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The summary (<c>text</c>); empty if absent.</summary>
    public string Text => _text ??= String("text"u8) ?? "";
}
