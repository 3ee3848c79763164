namespace AgenticApi.Serving;

/// <summary>The tags of a format that writes calls in a section, for <see cref="SectionToolCallBlock"/>.</summary>
/// <remarks>Immutable, if the lists are not changed.</remarks>
public sealed record SectionToolCallTags
{
    /// <summary>
    /// Gets the tags of DeepSeek R1, V3 and V3.1:
    /// <c>&lt;｜tool▁calls▁begin｜&gt;&lt;｜tool▁call▁begin｜&gt;name&lt;｜tool▁sep｜&gt;{…}&lt;｜tool▁call▁end｜&gt;…</c>. Smaller models that
    /// were distilled from R1 spell the first tag in several ways.
    /// </summary>
    public static SectionToolCallTags DeepSeek { get; } = new()
    {
        Openings = ["<｜tool▁calls▁begin｜>", "<｜tool▁calls｜>", "<｜tool_calls_begin｜>", "<｜tool calls begin｜>", @"<｜tool\_calls\_begin｜>"],
        Closings = ["<｜tool▁calls▁end｜>"],
        Call = "<｜tool▁call▁begin｜>",
        Arguments = "<｜tool▁sep｜>",
        CallEnd = "<｜tool▁call▁end｜>",
    };

    /// <summary>
    /// Gets the tags of Kimi K2 and its successors:
    /// <c>&lt;|tool_calls_section_begin|&gt;&lt;|tool_call_begin|&gt;functions.name:0&lt;|tool_call_argument_begin|&gt;{…}…</c>.
    /// </summary>
    public static SectionToolCallTags Kimi { get; } = new()
    {
        Openings = ["<|tool_calls_section_begin|>", "<|tool_call_section_begin|>"],
        Closings = ["<|tool_calls_section_end|>", "<|tool_call_section_end|>"],
        Call = "<|tool_call_begin|>",
        Arguments = "<|tool_call_argument_begin|>",
        CallEnd = "<|tool_call_end|>",
        HasIds = true,
    };

    /// <summary>Gets the alternative tags before a section.</summary>
    /// <exception cref="ArgumentException">The list is null or empty, or a tag is null or empty.</exception>
    public required IReadOnlyList<string> Openings { get; init => field = Tags.NotEmpty(value); }

    /// <summary>Gets the alternative tags after a section.</summary>
    /// <exception cref="ArgumentException">The list is null or empty, or a tag is null or empty.</exception>
    public required IReadOnlyList<string> Closings { get; init => field = Tags.NotEmpty(value); }

    /// <summary>Gets the tag before a call.</summary>
    /// <exception cref="ArgumentException">The value is null or empty.</exception>
    public required string Call { get; init => field = Tags.NotEmpty(value); }

    /// <summary>Gets the tag between the name of a call and its arguments.</summary>
    /// <exception cref="ArgumentException">The value is null or empty.</exception>
    public required string Arguments { get; init => field = Tags.NotEmpty(value); }

    /// <summary>Gets the tag after a call.</summary>
    /// <exception cref="ArgumentException">The value is null or empty.</exception>
    public required string CallEnd { get; init => field = Tags.NotEmpty(value); }

    /// <summary>
    /// Gets whether the model writes an id that contains the name in place of the name, as in <c>functions.name:0</c>. This text becomes
    /// the id of the call. The default is false.
    /// </summary>
    public bool HasIds { get; init; }
}
