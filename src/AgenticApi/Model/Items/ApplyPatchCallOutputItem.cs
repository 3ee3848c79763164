using System.Text.Json;

namespace AgenticApi;

/// <summary>The result of a change to a file: an output item of type <c>apply_patch_call_output</c>.</summary>
public sealed class ApplyPatchCallOutputItem : OutputItem
{
    internal ApplyPatchCallOutputItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>call_id</c> of the call that this item answers; empty if absent.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>The log of the change (<c>output</c>); null if absent.</summary>
    public string? Output => String("output"u8);
}
