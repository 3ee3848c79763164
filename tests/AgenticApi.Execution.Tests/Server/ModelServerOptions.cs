namespace AgenticApi.Execution.Tests.Server;

/// <summary>The checks of a <see cref="ModelServer"/>, and its differences from OpenAI.</summary>
public sealed record ModelServerOptions
{
    /// <summary>Each call has its output, and each output its call.</summary>
    public bool CheckOutputs { get; init; } = true;

    /// <summary>No id comes twice.</summary>
    public bool CheckDuplicateIds { get; init; } = true;

    /// <summary>Reasoning is followed by what followed it, and an item of a stored response comes with its reasoning.</summary>
    public bool CheckReasoningPairs { get; init; } = true;

    /// <summary>Reasoning that the server does not have comes with its encrypted content or its text.</summary>
    public bool CheckEncryptedContent { get; init; } = true;

    /// <summary>The arguments of calls are JSON.</summary>
    public bool CheckArguments { get; init; } = true;

    /// <summary>The types of input items are known, and their required members are there.</summary>
    public bool CheckItems { get; init; } = true;

    /// <summary>Refuses each input item with an id that the server did not store, as some servers do. The default is false.</summary>
    public bool RefuseUnstoredIds { get; init; }

    /// <summary>The HTTP status for an item that the server did not store. The default is 400; some servers use 404.</summary>
    public int UnstoredItemStatus { get; init; } = 400;

    /// <summary>Lists the items of conversations.</summary>
    public bool ListsConversations { get; init; } = true;

    /// <summary>Streams any stored response again, not only background responses. The default is false.</summary>
    public bool ResumesAnyResponse { get; init; }
}
