namespace AgenticApi.Execution;

/// <summary>The states of a call.</summary>
internal enum CallState
{
    /// <summary>The call is complete, and nothing was decided about it.</summary>
    Whole,

    /// <summary>The call waits for a decision.</summary>
    Waiting,

    /// <summary>The call is queued.</summary>
    Queued,

    /// <summary>The tool is running.</summary>
    Started,

    /// <summary>The call has an output.</summary>
    Finished,

    /// <summary>The call is not answered: an equal call of the same response is answered instead, or the final response leaves it out.</summary>
    Discarded,
}
