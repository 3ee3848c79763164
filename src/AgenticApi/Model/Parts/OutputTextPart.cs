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

    /// <summary>The text; empty where none came.</summary>
    public string Text => _text ??= String("text"u8) ?? "";

    /// <summary>Citations and file paths in the text, in order; empty where there are none.</summary>
    public IReadOnlyList<Annotation> Annotations => _annotations ??= List("annotations"u8, json => new Annotation(json));

    /// <summary>The log probability of each token; empty unless the request asked for them.</summary>
    public IReadOnlyList<TokenLogprob> Logprobs => _logprobs ??= List("logprobs"u8, json => new TokenLogprob(json));
}
