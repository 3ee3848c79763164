using System.Text.Json;

namespace AgenticApi;

/// <summary>
/// A program that the model wrote to call tools: an output item of type <c>program</c>. Its calls are separate items.
/// </summary>
public sealed class ProgramItem : OutputItem
{
    internal ProgramItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>call_id</c> that the output names; empty if absent.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>The program in JavaScript (<c>code</c>); empty if absent.</summary>
    public string Code => String("code"u8) ?? "";

    /// <summary>The opaque <c>fingerprint</c>; null if absent. It must be sent back with the item.</summary>
    public string? Fingerprint => String("fingerprint"u8);
}
