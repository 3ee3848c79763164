namespace AgenticApi.Protocol;

/// <summary>What events of a type do to the response.</summary>
internal enum Effect
{
    /// <summary>Unknown: the table has no row for the type.</summary>
    Unknown,

    /// <summary>Changes nothing.</summary>
    None,

    /// <summary>Has the current response.</summary>
    Envelope,

    /// <summary>Has the final response.</summary>
    Terminal,

    /// <summary>Has the error that ends the stream.</summary>
    Error,

    /// <summary>Starts an item.</summary>
    AddItem,

    /// <summary>Finishes an item.</summary>
    FinishItem,

    /// <summary>Reports the status of an item.</summary>
    SetStatus,

    /// <summary>Starts a part.</summary>
    AddPart,

    /// <summary>Finishes a part.</summary>
    FinishPart,

    /// <summary>Appends the <c>delta</c> to a text.</summary>
    Append,

    /// <summary>Has a complete text.</summary>
    Replace,

    /// <summary>Adds an annotation to a part.</summary>
    Annotate,

    /// <summary>Appends audio, which belongs to no item.</summary>
    AppendAudio,

    /// <summary>Appends to the transcript of the audio.</summary>
    AppendTranscript,
}
