using System.Text.Json;

namespace AgenticApi;

/// <summary>The conversation so far, compacted by the server: an output item of type <c>compaction</c>.</summary>
public sealed class CompactionItem : OutputItem
{
    internal CompactionItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The conversation as opaque text (<c>encrypted_content</c>); empty if absent.</summary>
    public string EncryptedContent => String("encrypted_content"u8) ?? "";
}
