using System.Text.Json;

namespace AgenticApi;

/// <summary>A message of the assistant, or an input message: an item of type <c>message</c>.</summary>
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

    /// <summary>The text of every <c>output_text</c> part, joined; empty if there is none, for example in a refusal.</summary>
    public string OutputText => _outputText ??= string.Concat(Content.OfType<OutputTextPart>().Select(part => part.Text));

    /// <summary>
    /// Creates a message with one text: an <c>output_text</c> part if the role is <c>assistant</c>, otherwise an <c>input_text</c> part.
    /// </summary>
    /// <param name="role">The role: <c>user</c>, <c>system</c>, <c>developer</c> or <c>assistant</c>.</param>
    /// <param name="text">The text; may be empty.</param>
    /// <exception cref="ArgumentException"><paramref name="role"/> is null or empty, or <paramref name="text"/> is null.</exception>
    public static MessageItem Create(string role, string text) => new(NewItem.Message(role, text));

    /// <summary>Creates a message of the user with a text and images.</summary>
    /// <param name="text">The text. An empty text is left out if there are images.</param>
    /// <param name="images">The absolute URLs of images, which can be <c>data:</c> URLs; may be empty.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> or <paramref name="images"/> is null.</exception>
    /// <exception cref="ArgumentException">An image is null or has a relative URL.</exception>
    public static MessageItem User(string text, params IEnumerable<Uri> images) => new(NewItem.Message("user", text, images));
}
