using System.Text.Json;

namespace AgenticApi;

/// <summary>Text of a message: a part of type <c>output_text</c>.</summary>
public sealed class OutputTextPart : ContentPart
{
    private string? _text;
    private IReadOnlyList<Annotation>? _annotations;
    private IReadOnlyList<TokenLogprob>? _logprobs;

    internal OutputTextPart(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>text</c>; empty if absent.</summary>
    public string Text => _text ??= String("text"u8) ?? "";

    /// <summary>The citations and file paths in the text (<c>annotations</c>), in order; empty if absent.</summary>
    public IReadOnlyList<Annotation> Annotations => _annotations ??= List("annotations"u8, json => new Annotation(json));

    /// <summary>The log probabilities of the tokens (<c>logprobs</c>), in order; empty unless the request includes them.</summary>
    public IReadOnlyList<TokenLogprob> Logprobs => _logprobs ??= List("logprobs"u8, json => new TokenLogprob(json));
}
