namespace AgenticApi.Json;

/// <summary>The members in which two versions of an item differ.</summary>
[Flags]
internal enum Differences
{
    None = 0,

    /// <summary>The id.</summary>
    Id = 1,

    /// <summary>The <c>call_id</c>.</summary>
    CallId = 2,

    /// <summary>A text, or arguments with another meaning.</summary>
    Text = 4,

    /// <summary>The spelling of arguments that mean the same.</summary>
    Spelling = 8,

    /// <summary>The <c>encrypted_content</c>.</summary>
    EncryptedContent = 16,
}
