using System.Text.Json;

namespace AgenticApi;

/// <summary>The answer to a change of a file. An output item of type <c>apply_patch_call_output</c>.</summary>
public sealed class ApplyPatchCallOutputItem : OutputItem
{
    internal ApplyPatchCallOutputItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The call that it answers; empty where the server gave none.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>What there was to say about it; null where nothing was.</summary>
    public string? Output => String("output"u8);
}
