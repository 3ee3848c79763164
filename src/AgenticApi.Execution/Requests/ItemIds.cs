namespace AgenticApi.Execution;

/// <summary>Whether items are sent again with their ids.</summary>
internal enum ItemIds
{
    /// <summary>The ids are sent.</summary>
    Keep,

    /// <summary>The ids are removed: servers refuse the id of an item that they did not store.</summary>
    Drop,
}
