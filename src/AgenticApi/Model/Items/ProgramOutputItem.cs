using System.Text.Json;

namespace AgenticApi;

/// <summary>The result of a program: an output item of type <c>program_output</c>.</summary>
public sealed class ProgramOutputItem : OutputItem
{
    internal ProgramOutputItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>call_id</c> of the program that this item answers; empty if absent.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>The <c>result</c>; empty if absent.</summary>
    public string Result => String("result"u8) ?? "";
}
