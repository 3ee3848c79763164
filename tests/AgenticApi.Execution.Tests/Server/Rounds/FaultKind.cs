namespace AgenticApi.Execution.Tests.Server;

internal enum FaultKind
{
    /// <summary>The connection is reset.</summary>
    Drop,

    /// <summary>The connection is reset before the head of the answer.</summary>
    DropBeforeHead,

    /// <summary>One event is broken JSON.</summary>
    Garble,

    /// <summary>Nothing more is sent, and the connection stays open.</summary>
    Stall,

    /// <summary>Nothing more is sent until a gate opens.</summary>
    Hang,

    /// <summary>The answer is an HTTP status that says an error.</summary>
    Status,
}
