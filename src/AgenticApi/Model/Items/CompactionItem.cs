using System.Text.Json;

namespace AgenticApi;

/// <summary>The conversation so far, made smaller by the server. An output item of type <c>compaction</c>.</summary>
public sealed class CompactionItem : OutputItem
{
    internal CompactionItem(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The conversation, opaque; empty where none came.</summary>
    public string EncryptedContent => String("encrypted_content"u8) ?? "";
}
