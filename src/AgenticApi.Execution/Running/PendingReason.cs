namespace AgenticApi.Execution;

/// <summary>What a call waits for.</summary>
public enum PendingReason
{
    /// <summary>Somebody must allow it.</summary>
    Approval,

    /// <summary>Its tool is declared without a handler: the caller answers it.</summary>
    Caller,

    /// <summary>It was started, and nobody knows whether it finished; running it again might do harm.</summary>
    InDoubt,
}
