namespace AgenticApi.Execution.Tests.Faults.Generated;

/// <summary>What is wrong with an item.</summary>
internal enum ItemFlaw
{
    None,

    /// <summary>It says the same as the item before it.</summary>
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
