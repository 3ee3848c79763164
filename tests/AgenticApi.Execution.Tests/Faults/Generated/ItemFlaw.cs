namespace AgenticApi.Execution.Tests.Faults.Generated;

/// <summary>The flaws of an item.</summary>
internal enum ItemFlaw
{
    None,

    /// <summary>The item repeats the one before it.</summary>
    Twin,

    /// <summary>Its arguments are no JSON.</summary>
    CutArguments,

    /// <summary>The stream has no <c>output_item.done</c> for it.</summary>
    NotDone,

    /// <summary>The final response has other arguments.</summary>
    OtherAtTheEnd,

    /// <summary>The final response has no such item.</summary>
    LeftOutAtTheEnd,
}
