using System.Text.Json;

namespace AgenticApi;

/// <summary>What a program came to. An output item of type <c>program_output</c>.</summary>
public sealed class ProgramOutputItem : OutputItem
{
    internal ProgramOutputItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The program that it answers; empty where the server gave none.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>The result; empty where none came.</summary>
    public string Result => String("result"u8) ?? "";
}
