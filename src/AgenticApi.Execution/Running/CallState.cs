namespace AgenticApi.Execution;

/// <summary>How far a call has come.</summary>
internal enum CallState
{
    /// <summary>It is whole, and nothing was done about it yet.</summary>
    Whole,

    /// <summary>It waits for a decision.</summary>
    Waiting,

    /// <summary>It may run, and waits for its turn.</summary>
    Queued,

    /// <summary>Its tool runs.</summary>
    Started,

    /// <summary>It has an output.</summary>
    Finished,

    /// <summary>It says what another call of the same response says, whose output answers both; or the final response leaves it out.</summary>
    Discarded,
}
