using System.Text.Json;

namespace AgenticApi;

/// <summary>What the model thought: an output item of type <c>reasoning</c>. Its text is never part of <see cref="Response.OutputText"/>.</summary>
public sealed class ReasoningItem : OutputItem
{
    private IReadOnlyList<ContentPart>? _content;
    private IReadOnlyList<ContentPart>? _summary;

    internal ReasoningItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The summaries of the reasoning, in order; empty where there are none.</summary>
    public IReadOnlyList<ContentPart> Summary => _summary ??= List("summary"u8, ContentPart.FromJson);

    /// <summary>The raw reasoning, which open-weight models show; empty where the server keeps it to itself.</summary>
    public IReadOnlyList<ContentPart> Content => _content ??= List("content"u8, ContentPart.FromJson);

    /// <summary>The text of every <c>reasoning_text</c> part, joined; empty where there is none.</summary>
    public string ReasoningText => string.Concat(Content.OfType<ReasoningTextPart>().Select(part => part.Text));

    /// <summary>The text of every <c>summary_text</c> part, a blank line between two; empty where there is none.</summary>
    public string SummaryText => string.Join("\n\n", Summary.OfType<SummaryTextPart>().Select(part => part.Text));

    /// <summary>The reasoning as an opaque text for stateless replay; null unless it was asked for.</summary>
    public string? EncryptedContent => String("encrypted_content"u8);
}
