namespace AgenticApi.Execution.Tests.Faults.Generated;

/// <summary>Which id a call has.</summary>
internal enum CallIdKind
{
    Own,

    /// <summary>That of the item before it, also where that is another call.</summary>
    OfTheItemBefore,

    /// <summary>One that calls of other rounds have too.</summary>
    OfOtherRounds,
    None,
}
