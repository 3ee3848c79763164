namespace AgenticApi.Serving;

/// <summary>The tags of a format that writes a call as a function with parameters, for <see cref="XmlToolCallBlock"/>.</summary>
/// <remarks>
/// <see cref="Function"/> and <see cref="Parameter"/> are followed by a name, with or without quotes, attributes if there are any, and
/// <c>&gt;</c>. Immutable.
/// </remarks>
public sealed record XmlToolCallTags
{
    /// <summary>
    /// Gets the tags of DeepSeek V3.2:
    /// <c>&lt;｜DSML｜function_calls&gt;&lt;｜DSML｜invoke name="name"&gt;&lt;｜DSML｜parameter name="key" string="true"&gt;value…</c>.
    /// </summary>
    public static XmlToolCallTags DeepSeekV32 { get; } = new()
    {
        Opening = "<｜DSML｜function_calls>",
        Closing = "</｜DSML｜function_calls>",
        Function = "<｜DSML｜invoke name=",
        FunctionEnd = "</｜DSML｜invoke>",
        Parameter = "<｜DSML｜parameter name=",
        ParameterEnd = "</｜DSML｜parameter>",
        HasBareValues = true,
    };

    /// <summary>Gets the tags of DeepSeek V4: those of V3.2, but calls are in <c>&lt;｜DSML｜tool_calls&gt;</c>.</summary>
    public static XmlToolCallTags DeepSeekV4 { get; } = DeepSeekV32 with { Opening = "<｜DSML｜tool_calls>", Closing = "</｜DSML｜tool_calls>" };

    /// <summary>
    /// Gets the tags of Qwen3-Coder and its successors:
    /// <c>&lt;tool_call&gt;&lt;function=name&gt;&lt;parameter=key&gt;value&lt;/parameter&gt;…</c>.
    /// </summary>
    public static XmlToolCallTags Qwen { get; } = new();

    /// <summary>
    /// Gets the tags of MiniMax M2:
    /// <c>&lt;minimax:tool_call&gt;&lt;invoke name="name"&gt;&lt;parameter name="key"&gt;value&lt;/parameter&gt;…</c>.
    /// </summary>
    public static XmlToolCallTags MiniMax { get; } = new()
    {
        Opening = "<minimax:tool_call>",
        Closing = "</minimax:tool_call>",
        Function = "<invoke name=",
        FunctionEnd = "</invoke>",
        Parameter = "<parameter name=",
    };

    /// <summary>
    /// Gets the tags of Seed-OSS: <c>&lt;seed:tool_call&gt;&lt;function=name&gt;&lt;parameter=key&gt;value&lt;/parameter&gt;…</c>.
    /// </summary>
    public static XmlToolCallTags SeedOss { get; } = new() { Opening = "<seed:tool_call>", Closing = "</seed:tool_call>" };

    /// <summary>Gets the tag before calls. The default is <c>&lt;tool_call&gt;</c>.</summary>
    /// <exception cref="ArgumentException">The value is null or empty.</exception>
    public string Opening { get; init => field = Tags.NotEmpty(value); } = "<tool_call>";

    /// <summary>Gets the tag after calls. The default is <c>&lt;/tool_call&gt;</c>.</summary>
    /// <exception cref="ArgumentException">The value is null or empty.</exception>
    public string Closing { get; init => field = Tags.NotEmpty(value); } = "</tool_call>";

    /// <summary>Gets the beginning of the tag of a function, up to its name. The default is <c>&lt;function=</c>.</summary>
    /// <exception cref="ArgumentException">The value is null or empty.</exception>
    public string Function { get; init => field = Tags.NotEmpty(value); } = "<function=";

    /// <summary>Gets the tag after a function. The default is <c>&lt;/function&gt;</c>.</summary>
    /// <exception cref="ArgumentException">The value is null or empty.</exception>
    public string FunctionEnd { get; init => field = Tags.NotEmpty(value); } = "</function>";

    /// <summary>Gets the beginning of the tag of a parameter, up to its name. The default is <c>&lt;parameter=</c>.</summary>
    /// <exception cref="ArgumentException">The value is null or empty.</exception>
    public string Parameter { get; init => field = Tags.NotEmpty(value); } = "<parameter=";

    /// <summary>Gets the tag after a parameter. The default is <c>&lt;/parameter&gt;</c>.</summary>
    /// <exception cref="ArgumentException">The value is null or empty.</exception>
    public string ParameterEnd { get; init => field = Tags.NotEmpty(value); } = "</parameter>";

    /// <summary>
    /// Gets whether line breaks next to the tags of a value are part of the value. The default is false: one line break after the tag and
    /// one before the end tag belong to the format.
    /// </summary>
    public bool HasBareValues { get; init; }

    /// <summary>Returns whether the whole text is an incomplete tag.</summary>
    internal bool IsBegun(ReadOnlySpan<char> text)
    {
        foreach (var tag in (ReadOnlySpan<string>)[Parameter, ParameterEnd, FunctionEnd, Closing, Opening, Function])
        {
            if (text.Length < tag.Length && tag.AsSpan().StartsWith(text))
            {
                return true;
            }
        }

        return false;
    }
}
