using System.Text.Json;

namespace AgenticApi;

/// <summary>
/// The reasoning of the model: an output item of type <c>reasoning</c>. Its text is never part of <see cref="Response.OutputText"/>.
/// </summary>
public sealed class ReasoningItem : OutputItem
{
    private IReadOnlyList<ContentPart>? _content;
    private IReadOnlyList<ContentPart>? _summary;

    internal ReasoningItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The parts of the <c>summary</c>, in order; empty if absent.</summary>
    public IReadOnlyList<ContentPart> Summary => _summary ??= List("summary"u8, ContentPart.FromJson);

    /// <summary>The parts of the raw reasoning (<c>content</c>), in order; only some models show it; empty if absent.</summary>
    public IReadOnlyList<ContentPart> Content => _content ??= List("content"u8, ContentPart.FromJson);

    /// <summary>The text of every <c>reasoning_text</c> part of the content, joined; empty if there is none.</summary>
    public string ReasoningText => string.Concat(Content.OfType<ReasoningTextPart>().Select(part => part.Text));

    /// <summary>The text of every <c>summary_text</c> part of the summary, separated by blank lines; empty if there is none.</summary>
    public string SummaryText => string.Join("\n\n", Summary.OfType<SummaryTextPart>().Select(part => part.Text));

    /// <summary>The reasoning as opaque text for stateless use (<c>encrypted_content</c>); null unless the request includes it.</summary>
    public string? EncryptedContent => String("encrypted_content"u8);
}
