namespace AgenticApi.Protocol;

/// <summary>What an event does to the response.</summary>
internal enum Effect
{
    /// <summary>Nothing: the event is not known.</summary>
    Unknown,

    /// <summary>Nothing.</summary>
    None,

    /// <summary>Carries the response as it stands.</summary>
    Envelope,

    /// <summary>Carries the response as it ended.</summary>
    Terminal,

    /// <summary>Carries the error that ends the stream.</summary>
    Error,

    /// <summary>Opens an item.</summary>
    AddItem,

    /// <summary>Finishes an item.</summary>
    FinishItem,

    /// <summary>Says how far an item is.</summary>
    SetStatus,

    /// <summary>Opens a part.</summary>
    AddPart,

    /// <summary>Finishes a part.</summary>
    FinishPart,

    /// <summary>Appends the <c>delta</c> to a text.</summary>
    Append,

    /// <summary>Gives the whole of a text.</summary>
    Replace,

    /// <summary>Adds an annotation to a part.</summary>
    Annotate,

    /// <summary>Appends audio, which belongs to no item.</summary>
    AppendAudio,

    /// <summary>Appends to the transcript of the audio.</summary>
    AppendTranscript,
}
