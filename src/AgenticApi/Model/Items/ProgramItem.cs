using System.Text.Json;

namespace AgenticApi;

/// <summary>A program that the model wrote to call tools; its calls are items of their own. An output item of type <c>program</c>.</summary>
public sealed class ProgramItem : OutputItem
{
    internal ProgramItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>What its output names; empty where the server gave none.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>The program, in JavaScript; empty where none came.</summary>
    public string Code => String("code"u8) ?? "";

    /// <summary>Opaque; must be sent back with the item. Null where the server gave none.</summary>
    public string? Fingerprint => String("fingerprint"u8);
}
