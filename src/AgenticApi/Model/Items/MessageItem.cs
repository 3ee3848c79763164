using System.Text.Json;

namespace AgenticApi;

/// <summary>What the assistant says: an output item of type <c>message</c>.</summary>
public sealed class MessageItem : OutputItem
{
    private IReadOnlyList<ContentPart>? _content;
    private string? _outputText;

    internal MessageItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>Who speaks; <c>assistant</c> in every output. Null where the server left it out.</summary>
    public string? Role => String("role"u8);

    /// <summary><c>commentary</c> or <c>final_answer</c>; null for the models that make no difference. Send it back on later turns.</summary>
    public string? Phase => String("phase"u8);

    /// <summary>The parts of the message, in order; empty where there are none.</summary>
    public IReadOnlyList<ContentPart> Content => _content ??= List("content"u8, ContentPart.FromJson);

    /// <summary>The text of every <c>output_text</c> part, joined; empty where there is none, a refusal for instance.</summary>
    public string OutputText => _outputText ??= string.Concat(Content.OfType<OutputTextPart>().Select(part => part.Text));
}
