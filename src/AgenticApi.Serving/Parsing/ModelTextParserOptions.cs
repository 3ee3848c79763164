using System.Text.Json;

namespace AgenticApi.Serving;

/// <summary>The options of a <see cref="ModelTextParser"/>.</summary>
/// <remarks>Immutable.</remarks>
public sealed class ModelTextParserOptions
{
    /// <summary>
    /// Gets the request of the Responses API that the model answers, or the Chat Completions request that was translated from it. Its
    /// <c>tools</c> declare the types of parameters. If it has no tools, or its <c>tool_choice</c> is <c>none</c>, calls are not parsed and
    /// stay text. The parser reads the request in its constructor. Undefined, the default, means unknown: calls are parsed, and parameters
    /// have no declared types.
    /// </summary>
    public JsonElement Request { get; init; }

    /// <summary>
    /// Gets whether line breaks that belong to the format (after <c>&lt;think&gt;</c>, around <c>&lt;/think&gt;</c>, between calls) are
    /// kept in text and reasoning. The default is false.
    /// </summary>
    public bool KeepWhiteSpace { get; init; }
}
