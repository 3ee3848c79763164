using System.Text.Json;

namespace AgenticApi;

/// <summary>A message of the assistant: an output item of type <c>message</c>.</summary>
public sealed class MessageItem : OutputItem
{
    private IReadOnlyList<ContentPart>? _content;
    private string? _outputText;

    internal MessageItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>role</c>, <c>assistant</c> in every output; null if absent.</summary>
    public string? Role => String("role"u8);

    /// <summary>
    /// The <c>phase</c>, <c>commentary</c> or <c>final_answer</c>; null for models without phases. It must be sent back with the item.
    /// </summary>
    public string? Phase => String("phase"u8);

    /// <summary>The parts of the message (<c>content</c>), in order; empty if absent.</summary>
    public IReadOnlyList<ContentPart> Content => _content ??= List("content"u8, ContentPart.FromJson);

    /// <summary>The text of every <c>output_text</c> part, joined; empty if there is none, as in a refusal.</summary>
    public string OutputText => _outputText ??= string.Concat(Content.OfType<OutputTextPart>().Select(part => part.Text));
}
