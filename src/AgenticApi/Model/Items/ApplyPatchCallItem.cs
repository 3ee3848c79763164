using System.Text.Json;

namespace AgenticApi;

/// <summary>A change to a file, which the client makes: an output item of type <c>apply_patch_call</c>.</summary>
public sealed class ApplyPatchCallItem : OutputItem
{
    internal ApplyPatchCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>call_id</c> that the output must name; empty if absent.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>The change (<c>operation</c>); null if absent.</summary>
    public PatchOperation? Operation => Object("operation"u8, json => new PatchOperation(json));
}
