using System.Text.Json;

namespace AgenticApi;

/// <summary>A change of a file, carried out by the client. An output item of type <c>apply_patch_call</c>.</summary>
public sealed class ApplyPatchCallItem : OutputItem
{
    internal ApplyPatchCallItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>What the answer must name; empty where the server gave none.</summary>
    public string CallId => String("call_id"u8) ?? "";

    /// <summary>The change; null where the server sent none.</summary>
    public PatchOperation? Operation => Object("operation"u8, json => new PatchOperation(json));
}
