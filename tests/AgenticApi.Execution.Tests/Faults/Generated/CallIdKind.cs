namespace AgenticApi.Execution.Tests.Faults.Generated;

/// <summary>Which id a call has.</summary>
internal enum CallIdKind
{
    Own,

    /// <summary>The id of the item before, even if that is another call.</summary>
    OfTheItemBefore,

    /// <summary>One that calls of other rounds have too.</summary>
    OfOtherRounds,
    None,
}
