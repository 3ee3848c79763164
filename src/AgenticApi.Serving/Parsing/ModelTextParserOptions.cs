using System.Text.Json;

namespace AgenticApi.Serving;

/// <summary>How a model's raw text is read.</summary>
public sealed class ModelTextParserOptions
{
    /// <summary>
    /// The Responses request that the model answers, or the Chat Completions request that was made of it. Its <c>tools</c> tell the types of parameters; where it has none, or its
    /// <c>tool_choice</c> is <c>none</c>, what looks like a call is text. It is read when the parser is made. Undefined, the default, where it is
    /// not known: calls are looked for, and parameters have no types.
    /// </summary>
    public JsonElement Request { get; init; }

    /// <summary>
    /// Whether line breaks that belong to the format (after <c>&lt;think&gt;</c>, around <c>&lt;/think&gt;</c>, between calls) stay in text
    /// and reasoning. Default: false.
    /// </summary>
    public bool KeepWhiteSpace { get; init; }
}
