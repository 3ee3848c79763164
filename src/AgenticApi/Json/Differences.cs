namespace AgenticApi.Json;

/// <summary>What two versions of an item say differently.</summary>
[Flags]
internal enum Differences
{
    None = 0,

    /// <summary>The id.</summary>
    Id = 1,

    /// <summary>The <c>call_id</c>.</summary>
    CallId = 2,

    /// <summary>A text, or arguments that mean something else.</summary>
    Text = 4,

    /// <summary>Arguments that mean the same.</summary>
    Spelling = 8,

    /// <summary>The <c>encrypted_content</c>.</summary>
    EncryptedContent = 16,
}
